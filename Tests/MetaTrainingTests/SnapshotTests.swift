import Foundation
import Optimizees
import Optimizers
import Settings
import TestSupport
import Testing

@testable import MetaTraining

/// Meta-training stopped after every episode, written down, read and taken up again.
@Suite struct SnapshotTests {
  private func trainer(epochs: Int = 2) throws -> MetaTrainer {
    MetaTrainer(
      settings(epochs: epochs), metaLearningRate: 0.01,
      family: try #require(OptimizeeRegistry.family(named: "quadratic-uniform-64")), suiteSeed: 7,
      run: 1, threads: 1)
  }

  private func settings(
    of rule: any LearnedRule = CoordinatewiseLSTM(outputScale: 0.1, metaGradientStride: 2),
    epochs: Int = 2
  ) -> TrainingSettings {
    TrainingSettings(
      rule: rule,
      distribution: Distribution(
        optimizee: "quadratic-uniform-64", horizon: 4, functions: 3,
        validation: Validation(functions: 2)),
      estimator: TruncatedBackpropagation(unrollLength: 2),
      metaOptimizer: MetaOptimizer(
        learningRate: 0.01, learningRateFactor: .geometric(from: 1, to: 0.25), averaging: 0.75),
      schedule: TrainingSchedule(epochs: epochs, episodesPerEpoch: 3))
  }

  private func resumed(_ snapshot: MetaTrainer.Snapshot, epochs: Int = 2) throws -> MetaTrainer? {
    let bytes = try JSONEncoder().encode(snapshot)
    return MetaTrainer(
      settings(epochs: epochs), metaLearningRate: 0.01,
      family: try #require(OptimizeeRegistry.family(named: "quadratic-uniform-64")), suiteSeed: 7,
      run: 1, threads: 1,
      resuming: try JSONDecoder().decode(MetaTrainer.Snapshot.self, from: bytes))
  }

  @Test func aRunStoppedAfterEveryEpisodeComesToTheSameBits() throws {
    var uninterrupted = try trainer()
    while uninterrupted.stopped == nil { uninterrupted.runEpoch() }

    let run = try StoppedRun(from: try trainer()) { try #require(try resumed($0)) }
    #expect(run.stops == 6)
    #expect(run.ended.snapshot == uninterrupted.snapshot)
  }

  @Test func aSnapshotOfALongerRunIsRefused() throws {
    var trainer = try trainer(epochs: 3)
    while trainer.stopped == nil { trainer.runEpoch() }
    #expect(try resumed(trainer.snapshot, epochs: 2) == nil)
    #expect(try resumed(trainer.snapshot, epochs: 3) != nil)
  }

  @Test func aSnapshotOfAnotherRuleIsRefused() throws {
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-64"))
    let other = MetaTrainer(
      settings(of: CoordinatewiseLinear(outputScale: 0.1)), metaLearningRate: 0.01, family: family,
      suiteSeed: 7, run: 1, threads: 1)
    #expect(try resumed(other.snapshot) == nil)
  }

  @Test func infiniteMomentsSurvive() throws {
    var trainer = try trainer()
    trainer.progress.meta.adam.meanSquare[0] = .infinity
    #expect(try resumed(trainer.snapshot)?.progress.meta.adam.meanSquare[0] == .infinity)
  }
}
