import Optimizees
import Optimizers
import Sampling
import Synchronization
import Testing

@testable import MetaTraining

/// A rule of one weight that notes which coordinates its windows are asked for.
private struct Watched: LearnedOptimizer {
  static let kind = "watched"
  static let samplesCoordinates = true
  /// One line an event.
  static let log = Mutex<[String]>([])

  let configuration: LearnedConfiguration
  var metaParameters: [Float] = [0.1]

  init(_ configuration: LearnedConfiguration, drawnFrom stream: RandomStream) {
    self.configuration = configuration
  }

  init?(_ configuration: LearnedConfiguration, metaParameters: [Float]) {
    self.configuration = configuration
    self.metaParameters = metaParameters
  }

  static func tensors(_ configuration: LearnedConfiguration) -> [LearnedTensor] {
    [LearnedTensor(name: "weight", shape: [1])]
  }

  func initialState(for layout: ParameterLayout) {}

  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout Void) {
    for (index, slope) in step.gradient.enumerated() { update[index] = -metaParameters[0] * slope }
  }

  func makeWindow(for layout: ParameterLayout, steps: Int, threads: Int) -> any UnrollWindow {
    Window(self)
  }

  final class Window: UnrollWindow {
    private let rule: Watched

    init(_ rule: Watched) { self.rule = rule }

    func reset() { Watched.log.withLock { $0.append("episode") } }

    func begin(metaParameters: [Float]) {}

    func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
      var state: Void = ()
      rule.update(&update, seeing: step, state: &state)
    }

    func backward(finalGradient: Span<Float>, scale: Float, metaGradient: inout [Float]) {
      Watched.log.withLock { $0.append("backward") }
    }

    func sampleCoordinates(stride: Int, offset: Int) {
      Watched.log.withLock { $0.append("every \(stride) from \(offset)") }
    }
  }
}

/// Two epochs of two episodes of three windows.
private func log(stride: Int) -> [String] {
  let settings = MetaTrainingSettings(
    horizon: 3, unrollLength: 1, functionsPerEpisode: 1, episodesPerEpoch: 2, epochs: 2,
    validationFunctions: 1, metaGradientStride: stride, metaLearningRate: 0.01)
  Watched.log.withLock { $0 = [] }
  var trainer = MetaTrainer(
    Watched.self, LearnedConfiguration(preprocessing: .raw, outputScale: 1), settings: settings,
    family: Cliff(), suiteSeed: 1, run: 0, threads: 1)
  while trainer.stopped == nil { trainer.runEpoch() }
  return Watched.log.withLock(\.self)
}

/// Window w of episode e begins with chunk (e + w) mod n, episodes counted through all epochs.
@Test func chunksOfCoordinatesAreTakenInTurn() {
  let offsets = [[0, 1, 2], [1, 2, 3], [2, 3, 0], [3, 0, 1]]
  let expected = offsets.flatMap { episode in
    ["episode"] + episode.flatMap { ["every 4 from \($0)", "backward"] }
  }
  #expect(log(stride: 4) == expected)
  #expect(log(stride: 1) == expected.filter { !$0.hasPrefix("every") }, "all of them, unasked")
}
