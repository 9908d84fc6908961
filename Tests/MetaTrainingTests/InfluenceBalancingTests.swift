import Foundation
import TestSupport
import Testing

@testable import MetaTraining

/// φ after numbers of updates φ ← φ − rate · g, from φ = 0.5, all in one episode.
private func descent(
  _ estimator: some MetaGradientEstimator, rate: Double = 1e-4, updates: [Int]
) throws -> [Double] {
  let last = try #require(updates.last)
  let draw = InfluenceBalancing.episode(horizon: last * estimator.unrollLength)
  let episodes = estimator.episodes(
    of: InfluenceBalancing.Rule(), for: draw.batch.layout, threads: 2)
  episodes.begin(draw)
  var phi = 0.5
  return try (1...last).compactMap { update in
    phi -= rate * Double(try #require(episodes.next([Float(phi)])).values[0])
    return updates.contains(update) ? phi : nil
  }
}

/// Truncated backpropagation after `updates`, printed by `Tests/Oracles/influence_balancing.py`.
struct PinnedDescent: Sendable {
  let unrollLength: Int
  let updates: [Int]
  let phi: [Double]
  let longLoss: [Double]

  static let wrongWay = [
    PinnedDescent(
      unrollLength: 1, updates: [100, 1_000, 3_000], phi: [0.50242528, 0.94410879, 3.2596845],
      longLoss: [8.0583126, 22.208798, 211.31788]),
    PinnedDescent(
      unrollLength: 10, updates: [100, 1_000, 3_000], phi: [0.94806512, 177.79276, 14_002_683],
      longLoss: [22.367285, 570_052.06, 3.5293526e15]),
  ]
  static let rightWay = PinnedDescent(
    unrollLength: 100, updates: [100, 1_000, 3_000], phi: [0.29814886, -0.14856879, -0.16665333],
    longLoss: [3.8889626, 0.0058955962, 3.2018664e-9])
}

@Suite struct InfluenceBalancingTests {
  /// Relative; the state is of Floats.
  private static let tolerance = 2e-5

  private func check(_ pinned: PinnedDescent) throws {
    let found = try descent(
      TruncatedBackpropagation(unrollLength: pinned.unrollLength, lossOf: .lastStep),
      updates: pinned.updates)
    for (found, (phi, loss)) in zip(found, zip(pinned.phi, pinned.longLoss)) {
      #expect(abs(found / phi - 1) < Self.tolerance, "\(found), \(phi)")
      // Near 0 the loss is the square of a difference of nearly equal numbers.
      let own = InfluenceBalancing.longLoss(found)
      #expect(abs(own - loss) < 4 * Self.tolerance * max(loss, 0.001), "\(own), \(loss)")
    }
  }

  @Test(arguments: PinnedDescent.wrongWay)
  func shortWindowsGoTheWrongWayAsFarAsStated(pinned: PinnedDescent) throws {
    try check(pinned)
    #expect(pinned.phi.last ?? 0 > 0.5)
  }

  @Test(.optimized) func longWindowsArrive() throws { try check(.rightWay) }

  /// The mean over the window goes the wrong way even at a hundred steps.
  @Test(.optimized, arguments: [(10, 15.4), (100, 0.770)])
  func theMeanOverAWindowHasOtherValues(unrollLength: Int, phi: Double) throws {
    let found = try descent(
      TruncatedBackpropagation(unrollLength: unrollLength), rate: 1e-4 / Double(unrollLength),
      updates: [1_000])
    #expect(abs(found[0] / phi - 1) < 0.005, "\(found)")
  }

  /// A thousand particles of σ = 0.1 and windows of one step.
  @Test(.optimized) func persistentEvolutionStrategiesArrive() throws {
    let found = try descent(
      PersistentEvolutionStrategies(standardDeviation: 0.1, pairs: 500, unrollLength: 1),
      updates: [100, 1_000])
    #expect(abs(found[0] - 0.141) < 0.05, "\(found)")
    #expect(abs(found[1] + 1.0 / 6) < 5e-4, "\(found)")
    #expect(InfluenceBalancing.longLoss(found[1]) < 1e-5)
  }

  @Test(.optimized) func noiseReuseEvolutionStrategiesArrive() throws {
    let found = try descent(
      NoiseReuseEvolutionStrategies(standardDeviation: 0.1, pairs: 100, unrollLength: 1),
      updates: [1_000])
    #expect(abs(found[0] + 1.0 / 6) < 5e-3, "\(found)")
  }

  /// They follow truncated backpropagation with windows of the same length.
  @Test(.optimized) func truncatedEvolutionStrategiesGoTheWrongWay() throws {
    let found = try descent(
      TruncatedEvolutionStrategies(standardDeviation: 0.1, pairs: 200, unrollLength: 1),
      updates: [100, 1_000])
    let pinned = PinnedDescent.wrongWay[0].phi
    #expect(abs(found[0] - pinned[0]) < 0.002, "\(found)")
    #expect(abs(found[1] - pinned[1]) < 0.02, "\(found)")
  }
}
