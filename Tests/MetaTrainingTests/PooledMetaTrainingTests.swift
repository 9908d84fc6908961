import Optimizers
import Settings
import TestSupport
import Testing

@testable import MetaTraining

/// Meta-training over particles that outlive a meta step.
@Suite struct PooledMetaTrainingTests {
  private func trainer(
    _ estimator: any PairedEstimator, threads: Int = 1,
    resuming snapshot: MetaTrainer.Snapshot? = nil
  ) throws -> MetaTrainer? {
    try quadraticTrainer(
      TrainingSettings(
        rule: CoordinatewiseLinear(outputScale: 1), distribution: quadraticDistribution,
        estimator: estimator, metaOptimizer: MetaOptimizer(learningRate: 0.01),
        schedule: TrainingSchedule(epochs: 2, episodesPerEpoch: 3)),
      metaLearningRate: 0.01, threads: threads, resuming: snapshot)
  }

  @Test func aStoppedRunComesToTheSameBits() throws {
    for estimator in everyScheme(
      standardDeviation: 0.02, pairs: 4, unrollLength: 3, shortestHorizon: 2, generation: 3)
    {
      var uninterrupted = try #require(try trainer(estimator, threads: 2))
      while uninterrupted.stopped == nil { uninterrupted.runEpoch() }
      let run = try StoppedRun(from: try #require(try trainer(estimator))) {
        try #require(try trainer(estimator, resuming: $0))
      }
      #expect(run.stops == 6)
      #expect(run.ended.snapshot == uninterrupted.snapshot)
      #expect(run.ended.progress.meta.metaSteps == 6 * 3 * 2)
      let particles = estimator.particles(of: CoordinatewiseLinear(outputScale: 1))
      #expect(run.ended.progress.innerSteps == 6 * 3 * 6 * particles * 8)
    }
  }

  @Test func metaTrainingLearns() throws {
    for estimator in everyScheme(
      standardDeviation: 0.02, pairs: 4, unrollLength: 2, generation: 4)
    {
      var trainer = try #require(try trainer(estimator))
      while trainer.stopped == nil { trainer.runEpoch() }
      let losses = trainer.progress.epochs.map { $0.validationLoss ?? .infinity }
      #expect(losses[2] < 0.7 * losses[0], "\(type(of: estimator)): \(losses)")
    }
  }
}
