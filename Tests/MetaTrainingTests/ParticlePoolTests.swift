import Evaluation
import Kernels
import Optimizees
import Optimizers
import Sampling
import TestSupport
import Testing

@testable import MetaTraining

@Suite struct ParticlePoolTests {
  /// The two of a pair differ by what σ does alone. Were their minibatches others, the smaller σ would
  /// give a metaGradient ten times as long.
  @Test(.optimized) func aPairMeetsTheSameFunctionsAndMinibatches() throws {
    let sizes = try [1e-2, 1e-3].map { deviation in
      try everyScheme(standardDeviation: deviation, pairs: 2, unrollLength: 2).map { estimator in
        estimates(
          estimator, of: CoordinatewiseLinear(outputScale: 1), at: [-0.1, 0],
          on: try episode("digits-mlp-2-batch-4", functions: 1, horizon: 4).repeating
        ).map(\.values.norm)
      }
    }
    for (wide, narrow) in zip(sizes[0], sizes[1]) {
      for (wide, narrow) in zip(wide, narrow) { #expect(abs(wide / narrow - 1) < 0.5) }
    }
  }

  @Test func aPairThatIsNotFiniteIsLeftOut() throws {
    let batch = OptimizeeBatch(
      functions: [Cliff.Function(replacement: .nan)], parameterCount: 1, initialParameters: [1])
    let estimator = PersistentEvolutionStrategies(
      standardDeviation: 0.1, pairs: 2, unrollLength: 2)
    let draw = try episode("quadratic-uniform-1", functions: 1, horizon: 4)
    let rule = CoordinatewiseLinear(outputScale: 1)
    func run(_ further: OptimizeeBatch) -> [MetaGradient] {
      estimates(
        estimator, of: rule, at: [-0.1, 0],
        on: EpisodeDraw(
          number: 0, horizon: 4, batch: draw.batch,
          stream: RandomStream(suiteSeed: 5, role: .perturbations, index: 0),
          furtherBatch: { _ in further }))
    }
    let (both, one) = (run(draw.batch), run(batch))
    #expect(one.allSatisfy { $0.values.allSatisfy(\.isFinite) && $0.meanLoss.isFinite })
    #expect(one[0].values != both[0].values)
  }

  @Test(.optimized, arguments: [2, 3])
  func bitsDoNotDependOnThreads(threads: Int) throws {
    let rule = CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.1)
    let metaParameters = rule.initialMetaParameters(
      from: RandomStream(suiteSeed: 1, role: .metaParameters, index: 0))
    for estimator in everyScheme(
      standardDeviation: 0.1, pairs: 3, unrollLength: 3, shortestHorizon: 2, generation: 2)
    {
      let results = try [1, threads].map { threads in
        estimates(
          estimator, of: rule, at: metaParameters,
          on: try episode("digits-mlp-2-batch-4", functions: 2, horizon: 6).repeating,
          threads: threads)
      }
      #expect(results[0].count == 4)
      #expect(results[0].map(\.values) == results[1].map(\.values))
      #expect(results[0].map(\.meanLoss) == results[1].map(\.meanLoss))
    }
  }

  @Test func bitsAreGolden() throws {
    let values = try everyScheme(
      standardDeviation: 0.1, pairs: 2, unrollLength: 3, shortestHorizon: 2, generation: 2
    ).flatMap { estimator in
      estimates(
        estimator, of: CoordinatewiseLinear(outputScale: 1), at: [-0.01, 0],
        on: try episode("quadratic-uniform-3", functions: 2, horizon: 6).repeating
      ).flatMap(\.values)
    }
    let flaw = Golden<UInt64>(0xF76B422A89C2781F, 6).flaw(
      of: fingerprint(values), by: Sampling.Arithmetic.version, Kernels.Arithmetic.version,
      Optimizers.Arithmetic.version, Evaluation.Arithmetic.version, MetaTraining.Arithmetic.version)
    #expect(flaw == nil)
  }
}
