import Kernels
import Optimizers
import TestSupport
import Testing

@testable import MetaTraining
@testable import Optimizees

/// What an oracle printed for one window.
struct PinnedWindow {
  let parameters: [Double]
  let meanLoss: Double
  /// Σ and Σ|·| of the metaGradient, tensor by tensor.
  let sums: [Double]
  let magnitudes: [Double]
  /// Every 503rd element.
  let entries: [Double]
}

struct PinnedEpisode: Sendable {
  let rule: any LearnedRule
  let windows: [PinnedWindow]
}

/// What `Tests/Oracles/meta_gradient.py` printed (torch 2.15.0).
private let pinnedEpisodes = [
  PinnedEpisode(
    rule: CoordinatewiseLSTM(outputScale: 0.5),
    windows: [
      PinnedWindow(
        parameters: [
          -0.662147982, -0.744654335, -0.827118444, -0.869121807, 0.0499066552,
          -0.0310944531,
        ],
        meanLoss: 3.08330685,
        sums: [
          -0.813169789, 0.118090257, 0.344059263, -3.81804683, -0.218202221, 5.38077038,
          5.0001802, -39.0870587,
        ],
        magnitudes: [
          22.2643134, 6.22064011, 5.93667514, 108.515458, 33.065681, 43.8505054, 58.3983141,
          39.0870587,
        ],
        entries: [
          -0.044043649, 0.000417100543, -0.00221566, 0.0166106885, -0.00645547003,
          -0.000136230179, -0.0109923616, -0.0249085907, -0.0049911235, 0.0865299139,
          0.0713508675,
        ]),
      PinnedWindow(
        parameters: [
          -1.15300529, -1.2252052, -1.31294793, -1.21270347, -0.293641662, -0.374635716,
        ],
        meanLoss: 7.60567682,
        sums: [
          9.13230897, 2.25457164, -1.15728233, -13.2089655, -3.14809138, 7.17190489,
          36.3363905, -60.5128761,
        ],
        magnitudes: [
          44.999869, 27.8443166, 6.84814864, 322.106352, 188.304562, 71.6521931, 175.792,
          60.5128761,
        ],
        entries: [
          0.0135622071, 0.00305725889, -0.00353306199, 0.0541342022, 0.0492883744,
          0.000699629775, -0.0398167157, -0.145536959, -0.0273460777, 0.678769493,
          0.0339110033,
        ]),
    ]),
  PinnedEpisode(
    rule: CoordinatewiseLSTM(logAndSign: 5, outputScale: 0.1),
    windows: [
      PinnedWindow(
        parameters: [
          -0.178155903, -0.25927059, -0.340246782, -0.414309303, 0.506812669, 0.425657302,
        ],
        meanLoss: 1.21080981,
        sums: [
          -0.0341844339, 0.00042293154, 0.0446830032, 0.0176495236, -0.0749081233,
          0.534575931, 1.21405635, -4.58630523,
        ],
        magnitudes: [
          0.951283856, 0.378928597, 0.769822608, 6.84621969, 4.04761836, 6.26060102,
          5.87878616, 4.58630523,
        ],
        entries: [
          -0.000971561144, 3.80821437e-06, 0.00046380094, -0.000667074602, 0.0013832947,
          0.000949329128, -0.0150463155, -0.00299887406, 2.60542094e-05, 0.0124252229,
          -0.0011230634,
        ]),
      PinnedWindow(
        parameters: [
          -0.157414231, -0.238715443, -0.319653031, -0.383124292, 0.541159622, 0.459753872,
        ],
        meanLoss: 1.12013414,
        sums: [
          0.0182886175, -1.94993537e-05, -0.0235066305, -0.00317057227, -0.200490999,
          0.428473984, 2.24274954, -4.40602609,
        ],
        magnitudes: [
          0.802048529, 1.05398431, 0.65310395, 10.6903578, 13.9040682, 6.39570157,
          10.2825345, 4.40602609,
        ],
        entries: [
          -0.000254344623, 3.849029e-06, 0.000691038629, -0.00211956287, 0.00282165133,
          0.0052480602, -0.0201621934, -0.0139300067, -0.000103335269, 0.0247043203,
          -0.00382924488,
        ]),
    ]),
]

private let dimension = 3
private let functions = 2

/// The oracle's two quadratics, from the same scattered numbers.
private func scatteredQuadratics() -> OptimizeeBatch {
  let sizes = [1.0, 0.05]
  let quadratics = (0..<functions).map { number in
    Quadratic(
      matrix: PaddedMatrix(rows: dimension, columns: dimension) { row, column in
        Float((scatter((number * dimension + row) * dimension + column) + 0.5) * sizes[number])
      },
      target: (0..<dimension).map {
        Float((scatter(500 + number * dimension + $0) + 0.5) * sizes[number])
      })
  }
  return OptimizeeBatch(
    functions: quadratics, parameterCount: dimension,
    initialParameters: (0..<functions * dimension).map { Float(scatter(700 + $0)) })
}

@Suite struct TorchMetaGradientTests {
  /// Relative to the largest number compared with: a few hundred roundings of Float32 through four
  /// steps forward and back; the oracle runs in Float64.
  static let tolerance = 1e-5

  private static func expect(
    _ found: [Double], _ wanted: [Double], _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == wanted.count, sourceLocation: sourceLocation)
    let largest = wanted.map(\.magnitude).max() ?? 0
    for (index, (found, wanted)) in zip(found, wanted).enumerated() {
      #expect(
        abs(found - wanted) <= tolerance * largest, "\(what) \(index)",
        sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: [0, 1])
  func windowsFollowTorch(index: Int) throws { try Self.expectWindows(of: pinnedEpisodes[index]) }

  /// Two windows with the carry cut between them, the metaParameters the same in both.
  static func expectWindows(of pinned: PinnedEpisode) throws {
    let weights = (0..<pinned.rule.metaParameterCount).map { Float(0.6 * scatter($0)) }
    let rule = try #require(LearnedOptimizer(pinned.rule, metaParameters: weights))
    let batch = scatteredQuadratics()
    let window = rule.makeWindow(for: batch.layout, steps: 4, threads: 1)
    var episode = Episode(
      batch, window: window, unrollLength: 4, horizon: 4 * pinned.windows.count, threads: 1)
    for pinned in pinned.windows {
      let metaGradient = episode.runWindow(metaParameters: weights)
      let exact = metaGradient.values.map(Double.init)
      var start = 0
      let tensors = rule.tensors.map { tensor in
        defer { start += tensor.count }
        return exact[start..<start + tensor.count]
      }
      expect(episode.loop.parameters.map(Double.init), pinned.parameters, "parameter")
      expect([metaGradient.meanLoss], [pinned.meanLoss], "mean loss")
      expect(tensors.map { $0.reduce(0, +) }, pinned.sums, "sum of tensor")
      expect(
        tensors.map { $0.reduce(0) { $0 + abs($1) } }, pinned.magnitudes, "magnitude of tensor")
      expect(
        stride(from: 0, to: exact.count, by: 503).map { exact[$0] }, pinned.entries, "entry")
    }
  }
}
