import Foundation
import Optimizees
import Optimizers
import Sampling
import Testing

@testable import MetaTraining

/// f(x) = x from x = 0: with update = b, x after t updates is t b, so that estimates are sums of draws.
private struct Slope: Optimizee {
  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    gradient[0] = 0
    return parameters[0]
  }

  func loss(at parameters: Span<Float>, step: Int) -> Float { parameters[0] }

  static func episode(horizon: Int, number: Int, batches: Int = .max) -> EpisodeDraw {
    let batch = OptimizeeBatch(functions: [Slope()], parameterCount: 1, initialParameters: [0])
    return EpisodeDraw(
      number: number, horizon: horizon, batch: batch,
      stream: RandomStream(suiteSeed: 9, role: .perturbations, index: number),
      furtherBatch: { index in
        precondition(index < batches, "batch \(index) of \(batches)")
        return batch
      })
  }
}

/// The estimates of one pair on `Slope`, step after step as the schemes are defined.
private struct StepwiseReference {
  var windows: [Double] = []
  /// Σ over steps of the number of the step in its episode: ∂/∂b of the sum of all losses.
  var derivative = 0.0
  var resetsInside = 0

  init(_ estimator: some PairedEstimator, horizon: Int, number: Int) {
    let stream = Slope.episode(horizon: horizon, number: number).stream
    let scheme = type(of: estimator).scheme
    let shortest = estimator.settings.shortestHorizon ?? horizon
    func direction() -> Double {
      _ = stream.gaussian()
      return stream.gaussian()
    }
    var (remaining, age, isFirst) = (0, 0, true)
    var (epsilon, sum, path) = (0.0, 0.0, 0.0)
    for _ in 0..<estimator.innerSteps(ofHorizon: horizon) / estimator.unrollLength {
      if scheme != .noiseReuse { epsilon = direction() }
      sum += epsilon
      if scheme == .truncated { path = 0 }
      var estimate = 0.0
      for step in 0..<estimator.unrollLength {
        if remaining == 0 {
          let ratio = Double(horizon + 1) / Double(shortest)
          remaining =
            shortest < horizon ? Int(Double(shortest) * pow(ratio, stream.uniform())) : horizon
          if isFirst && estimator.settings.generation > 1 {
            remaining = 1 + stream.integer(below: remaining)
          }
          isFirst = false
          if scheme == .noiseReuse { epsilon = direction() }
          if step > 0 { resetsInside += 1 }
          (age, path, sum) = (0, 0, epsilon)
        }
        remaining -= 1
        age += 1
        path += epsilon
        estimate += path * (scheme == .persistent ? sum : epsilon)
        derivative += Double(age)
      }
      windows.append(estimate)
    }
  }
}

@Suite struct ResetTests {
  /// Episodes of 3 to 8 updates, windows of 4, staggered starts.
  private static func schemes(pairs: Int = 1) -> [any PairedEstimator] {
    everyScheme(
      standardDeviation: 0.5, pairs: pairs, unrollLength: 4, shortestHorizon: 3, generation: 4)
  }

  private static func reference(
    _ estimator: some PairedEstimator, _ number: Int
  ) -> StepwiseReference { StepwiseReference(estimator, horizon: 8, number: number) }

  @Test func lossesBeforeAnEndAreMultipliedByWhatLedToThem() {
    for estimator in Self.schemes() {
      var resets = 0
      for number in 0..<20 {
        let wanted = Self.reference(estimator, number)
        let found = estimates(
          estimator, of: CoordinatewiseLinear(outputScale: 1), at: [0, 0.25],
          on: Slope.episode(horizon: 8, number: number))
        #expect(found.count == 8)
        for (found, wanted) in zip(found, wanted.windows) {
          #expect(
            abs(Double(found.values[1]) - wanted) < 1e-4 * max(1, abs(wanted)),
            "\(type(of: estimator)) \(number)")
        }
        resets += wanted.resetsInside
      }
      #expect(resets > 60, "episodes end inside windows")
    }
  }

  /// The reference's own mean: a whole episode's derivative for the schemes that see it, less for the one
  /// that does not.
  @Test func resetsLeaveNoBias() {
    for estimator in Self.schemes() {
      let errors = (0..<4_000).map { number in
        let reference = Self.reference(estimator, number)
        return reference.windows.reduce(0, +) - reference.derivative
      }
      let mean = errors.reduce(0, +) / 4_000
      let variance = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3_999
      let error = (variance / 4_000).squareRoot()
      if type(of: estimator).scheme == .truncated {
        #expect(mean < -10 * error)
      } else {
        #expect(abs(mean) < 3 * error, "\(type(of: estimator)): \(mean) ± \(error)")
      }
    }
  }

  @Test func noMoreBatchesAreAskedForThanStated() {
    for generation in [1, 3] {
      for shortest in [nil, 1, 3, 8] as [Int?] {
        let estimator = PersistentEvolutionStrategies(
          standardDeviation: 0.5, pairs: 3, unrollLength: 4, shortestHorizon: shortest,
          generation: generation)
        for horizon in [4, 8] {
          for number in 0..<10 {
            let draw = Slope.episode(
              horizon: horizon, number: number, batches: estimator.batches(ofHorizon: 8))
            #expect(
              estimates(
                estimator, of: CoordinatewiseLinear(outputScale: 1), at: [0, 0.25], on: draw
              ).count == generation * horizon / 4)
          }
        }
      }
    }
  }

  /// Nothing of an episode but the last loss of each window.
  @Test func theLastStepAloneCounts() {
    var estimator = NoiseReuseEvolutionStrategies(
      standardDeviation: 0.5, pairs: 1, unrollLength: 4, lossOf: .lastStep)
    let last = estimates(
      estimator, of: CoordinatewiseLinear(outputScale: 1), at: [0, 0.25],
      on: Slope.episode(horizon: 8, number: 0))
    estimator.settings.lossOf = .everyStep
    let every = estimates(
      estimator, of: CoordinatewiseLinear(outputScale: 1), at: [0, 0.25],
      on: Slope.episode(horizon: 8, number: 0))
    for (window, wanted) in [4.0 / 10, 8.0 / 26].enumerated() {
      let ratio = Double(last[window].values[1] / every[window].values[1])
      #expect(abs(ratio - wanted) < 1e-5)
      #expect(last[window].meanLoss == every[window].meanLoss)
    }
  }
}
