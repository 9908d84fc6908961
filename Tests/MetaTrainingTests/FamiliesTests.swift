import Foundation
import Optimizees
import Optimizers
import Settings
import TestSupport
import Testing

@testable import MetaTraining

/// Meta-training on two families of different sizes.
@Suite struct FamiliesTests {
  private static let shares = [
    OptimizeeShare("quadratic-uniform-3", weight: 3), OptimizeeShare("quadratic-gaussian-5"),
  ]

  private func settings(_ shares: [OptimizeeShare], _ estimator: any MetaGradientEstimator)
    -> TrainingSettings
  {
    var distribution = Distribution(
      optimizee: "", horizon: 4, functions: 3, validation: Validation(functions: 2))
    distribution.optimizees = shares
    return TrainingSettings(
      rule: CoordinatewiseLSTM(outputScale: 0.1), distribution: distribution, estimator: estimator,
      metaOptimizer: MetaOptimizer(learningRate: 0.01),
      schedule: TrainingSchedule(epochs: 2, episodesPerEpoch: 5))
  }

  private func trainer(
    _ shares: [OptimizeeShare] = shares,
    _ estimator: any MetaGradientEstimator = TruncatedBackpropagation(unrollLength: 2),
    run: Int = 0, threads: Int = 1, resuming snapshot: MetaTrainer.Snapshot? = nil
  ) throws -> MetaTrainer {
    let families = Dictionary(
      uniqueKeysWithValues: try shares.map {
        ($0.name, try #require(OptimizeeRegistry.family(named: $0.name)))
      })
    guard let snapshot else {
      return MetaTrainer(
        settings(shares, estimator), metaLearningRate: 0.01, families: families, suiteSeed: 4,
        run: run, threads: threads)
    }
    let bytes = try JSONEncoder().encode(snapshot)
    return try #require(
      MetaTrainer(
        settings(shares, estimator), metaLearningRate: 0.01, families: families, suiteSeed: 4,
        run: run, threads: threads,
        resuming: try JSONDecoder().decode(MetaTrainer.Snapshot.self, from: bytes)))
  }

  private func trained(_ trainer: MetaTrainer) -> MetaTrainer {
    var trainer = trainer
    while trainer.stopped == nil { trainer.runEpoch() }
    return trainer
  }

  /// Four standard deviations of a binomial share of 2,000 draws.
  @Test func familiesComeAsOftenAsTheirWeightsSay() throws {
    let trainer = try trainer()
    let first = (0..<2_000).count { trainer.family(ofEpisode: $0).name == "quadratic-uniform-3" }
    let deviation = (2_000 * 0.75 * 0.25).squareRoot()
    #expect(abs(Double(first) - 1_500) < 4 * deviation)
  }

  @Test func runsDrawOtherFamiliesAndOneRepeats() throws {
    func drawn(run: Int) throws -> [String] {
      let trainer = try trainer(run: run)
      return (0..<50).map { trainer.family(ofEpisode: $0).name }
    }
    #expect(try drawn(run: 0) == drawn(run: 0))
    #expect(try drawn(run: 0) != drawn(run: 1))
  }

  @Test func aWeightOfAFamilyByItselfMovesNothing() throws {
    let (plain, weighed) = (
      trained(try trainer([OptimizeeShare("quadratic-uniform-3")])),
      trained(try trainer([OptimizeeShare("quadratic-uniform-3", weight: 7)]))
    )
    #expect(weighed.snapshot == plain.snapshot)
  }

  /// Every family has its own windows; what is learned on one goes on with the other.
  @Test(
    .optimized,
    arguments: [
      TruncatedBackpropagation(unrollLength: 2),
      EvolutionStrategies(standardDeviation: 0.1, pairs: 2),
    ] as [any MetaGradientEstimator])
  func aRunStoppedAfterEveryEpisodeComesToTheSameBits(
    estimator: any MetaGradientEstimator
  ) throws {
    let uninterrupted = trained(try trainer(Self.shares, estimator, threads: 2))
    let run = try StoppedRun(from: try trainer(Self.shares, estimator)) {
      try trainer(Self.shares, estimator, resuming: $0)
    }
    #expect(run.stops == 10)
    #expect(run.ended.snapshot == uninterrupted.snapshot)
    let drawn = Set((0..<10).map { uninterrupted.family(ofEpisode: $0).name })
    #expect(drawn.count == 2, "the test needs episodes of both")
    #expect(
      uninterrupted.progress.meta.metaParameters
        != trained(try trainer([Self.shares[0]], estimator)).progress.meta.metaParameters)
  }
}
