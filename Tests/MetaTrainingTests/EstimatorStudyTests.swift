import Optimizees
import Optimizers
import Sampling
import TestSupport
import Testing

@testable import MetaTraining

/// Groups of three numbers around `mean`, noise of this size.
private func sample(_ mean: [Double], noise: Double, number: Int) -> EstimatorSample {
  let stream = RandomStream(suiteSeed: 2, role: .perturbations, index: number)
  return EstimatorSample(
    means: (0..<EstimatorStudy.groups).map { _ in
      mean.map { $0 + stream.gaussian(standardDeviation: noise) }
    }, variance: 10, innerSteps: 1, functions: 1)
}

@Suite struct EstimatorComparisonTests {
  private static let reference = [2.0, 0, 1]
  private static let mean = [1.0, 1, 1]

  @Test func withoutNoiseTheNumbersAreExact() throws {
    let comparison = EstimatorComparison(
      sample(Self.mean, noise: 0, number: 0), beside: sample(Self.reference, noise: 0, number: 1))
    let bias = try #require(comparison.squaredBias)
    #expect(abs(bias.value - 0.4) < 1e-12 && bias.error < 1e-12)
    let cosine = try #require(comparison.cosine)
    #expect(abs(cosine.value - 3 / 15.0.squareRoot()) < 1e-12)
    #expect(abs(try #require(comparison.variance).value - 2) < 1e-12)
    #expect(abs(try #require(comparison.referenceSquare).value - 5) < 1e-12)
  }

  /// Noise as large as the bias: the plain distance of the means would be too long.
  @Test func noiseIsTakenOutAndItsErrorIsThatOfRepetition() throws {
    let values = try (0..<400).map { number in
      try #require(
        EstimatorComparison(
          sample(Self.mean, noise: 1, number: 2 * number),
          beside: sample(Self.reference, noise: 1, number: 2 * number + 1)
        ).squaredBias)
    }
    let mean = values.reduce(0) { $0 + $1.value } / 400
    let variance = values.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / 399
    let stated = values.reduce(0) { $0 + $1.error * $1.error } / 400
    // |r|² in the denominator leaves a bias of the second order.
    #expect(abs(mean - 0.4) < 0.03, "\(mean)")
    #expect(abs(stated / variance - 1) < 0.3, "\(stated), \(variance)")
  }

  @Test func noiseAloneHasNoLength() {
    let comparison = EstimatorComparison(
      sample([0, 0, 0], noise: 1, number: 4), beside: sample(Self.reference, noise: 0.01, number: 1)
    )
    let bias = comparison.squaredBias
    #expect(abs((bias?.value ?? 0) - 1) < 4 * (bias?.error ?? 0))
  }
}

@Suite struct EstimatorStudyTests {
  private func study(threads: Int = 1) throws -> EstimatorStudy {
    EstimatorStudy(
      of: CoordinatewiseLinear(outputScale: 1), at: [-0.05, 0],
      on: try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3")), horizon: 4,
      functions: 2, suiteSeed: 4, threads: threads)
  }

  /// Estimators that see the whole episode agree with evolution strategies; truncated ones do not.
  @Test(.optimized) func whatIsTruncatedHasABias() throws {
    let study = try study()
    let reference = try #require(
      study.sample(
        EvolutionStrategies(standardDeviation: 0.002, pairs: 4), episodes: 400, first: 0))
    func bias(_ estimator: any MetaGradientEstimator) throws -> EstimatorComparison.Value {
      let sample = try #require(
        study.sample(estimator, episodes: 400, first: reference.functions))
      return try #require(EstimatorComparison(sample, beside: reference).squaredBias)
    }
    for estimator in [
      PersistentEvolutionStrategies(standardDeviation: 0.002, pairs: 4, unrollLength: 1),
      NoiseReuseEvolutionStrategies(standardDeviation: 0.002, pairs: 4, unrollLength: 1),
    ] as [any MetaGradientEstimator] {
      let bias = try bias(estimator)
      #expect(abs(bias.value) < 4 * bias.error + 1e-6, "\(type(of: estimator)): \(bias)")
    }
    for estimator in [
      TruncatedEvolutionStrategies(standardDeviation: 0.002, pairs: 4, unrollLength: 1),
      TruncatedBackpropagation(unrollLength: 1), TruncatedBackpropagation(unrollLength: 4),
    ] as [any MetaGradientEstimator] {
      let bias = try bias(estimator)
      #expect(bias.value > 6 * bias.error, "\(type(of: estimator)): \(bias)")
    }
  }

  @Test(arguments: [2, 3])
  func bitsDoNotDependOnThreads(threads: Int) throws {
    let estimator = PersistentEvolutionStrategies(
      standardDeviation: 0.01, pairs: 2, unrollLength: 2)
    let samples = try [1, threads].map { threads in
      try study(threads: threads).sample(estimator, episodes: 2, first: 0)
    }
    #expect(samples[0] == samples[1])
    #expect(samples[0]?.innerSteps == 2 * 2 * 2 * 4)
    #expect(samples[0]?.functions == EstimatorStudy.groups * 2 * 2 * 2)
  }

  @Test func whatIsNotFiniteIsNoSample() throws {
    let study = EstimatorStudy(
      of: CoordinatewiseLinear(outputScale: 1), at: [1e20, 0],
      on: try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3")), horizon: 4,
      functions: 2, suiteSeed: 4, threads: 1)
    #expect(study.sample(TruncatedBackpropagation(unrollLength: 4), episodes: 1, first: 0) == nil)
  }
}
