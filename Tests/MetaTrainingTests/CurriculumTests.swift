import Evaluation
import Foundation
import Optimizees
import Optimizers
import Settings
import TestSupport
import Testing

@testable import MetaTraining

/// Stages at horizons 2, 4 and 8, each measured at the next; the last horizon is 12.
@Suite struct CurriculumTests {
  private static let horizons = [2, 4, 8, 12]

  private func settings(_ learningRate: Double) -> TrainingSettings {
    TrainingSettings(
      rule: CoordinatewiseLinear(outputScale: 0.01),
      distribution: Distribution(
        optimizee: "quadratic-uniform-3", horizon: Self.horizons[0], functions: 4,
        validation: Validation(functions: 8)),
      estimator: TruncatedBackpropagation(unrollLength: 2),
      metaOptimizer: MetaOptimizer(learningRate: learningRate),
      schedule: TrainingSchedule(
        epochs: 200, episodesPerEpoch: 3,
        curriculum: Curriculum(horizons: Array(Self.horizons.dropFirst()), leastEpochs: 2)))
  }

  private func trainer(
    learningRate: Double = 2, resuming snapshot: MetaTrainer.Snapshot? = nil
  ) throws -> MetaTrainer {
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3"))
    guard let snapshot else {
      return MetaTrainer(
        settings(learningRate), metaLearningRate: learningRate, family: family, suiteSeed: 3,
        run: 0, threads: 1)
    }
    let bytes = try JSONEncoder().encode(snapshot)
    return try #require(
      MetaTrainer(
        settings(learningRate), metaLearningRate: learningRate, family: family, suiteSeed: 3,
        run: 0, threads: 1,
        resuming: try JSONDecoder().decode(MetaTrainer.Snapshot.self, from: bytes)))
  }

  private func loss(of optimizer: LearnedOptimizer, at horizon: Int) throws -> Double? {
    Evaluator(
      family: try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3")),
      split: .metaValidation, functions: 8, horizon: horizon, suiteSeed: 3, threads: 1
    ).finalLoss(of: optimizer).mean
  }

  /// The rule of Chen et al. (2020), told again: what each epoch should do, from its validation loss.
  @Test func stagesEndByTheRule() throws {
    var trainer = try trainer()
    var (stage, epochs, hasImproved) = (0, 0, false)
    var best = trainer.progress.epochs[0].validationLoss ?? .infinity
    while trainer.stopped == nil {
      let bestBefore = trainer.best.metaParameters
      trainer.runEpoch()
      epochs += 1
      let epoch = try #require(trainer.progress.epochs.last)
      #expect(epoch.horizon == Self.horizons[stage])
      #expect(epoch.validationHorizon == Self.horizons[stage + 1])
      let loss = epoch.validationLoss ?? .infinity
      if loss < best {
        (best, hasImproved) = (loss, true)
        #expect(trainer.progress.bestEpoch == trainer.progress.epochs.count - 1)
        #expect(trainer.best.metaParameters == trainer.progress.meta.averaged)
      } else {
        #expect(trainer.best.metaParameters == bestBefore)
        guard epochs >= 2 else { continue }
        guard hasImproved, stage < 2 else { break }
        (stage, epochs, hasImproved) = (stage + 1, 0, false)
        #expect(trainer.progress.meta.metaParameters == bestBefore, "the best is restored")
        best = try self.loss(of: trainer.best, at: Self.horizons[stage + 1]) ?? .infinity
      }
      #expect(trainer.bestValidationLoss == best)
    }
    #expect(trainer.stopped == .curriculum)
    #expect(stage == 2, "the test needs every stage")
    #expect(trainer.best.metaParameters != [0, 0])
  }

  /// So small a meta learning rate moves no loss.
  @Test func aStageWithoutABetterEpochIsTheLast() throws {
    var trainer = try trainer(learningRate: 1e-30)
    while trainer.stopped == nil { trainer.runEpoch() }
    #expect(trainer.stopped == .curriculum)
    #expect(trainer.progress.epochs.count == 3)
    #expect(trainer.progress.bestEpoch == 0)
  }

  @Test func aRunStoppedAfterEveryEpisodeComesToTheSameBits() throws {
    var uninterrupted = try trainer()
    while uninterrupted.stopped == nil { uninterrupted.runEpoch() }
    let run = try StoppedRun(from: try trainer()) { try trainer(resuming: $0) }
    #expect(run.ended.snapshot == uninterrupted.snapshot)
    #expect(run.ended.stopped == .curriculum)
  }

  /// A run without a curriculum cannot go on from one with.
  @Test func aSnapshotOfARunWithoutIsRefused() throws {
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3"))
    let snapshot = try trainer().snapshot
    var plain = settings(0.5)
    plain.schedule.curriculum = nil
    let resumed = MetaTrainer(
      plain, metaLearningRate: 0.5, family: family, suiteSeed: 3, run: 0, threads: 1,
      resuming: snapshot)
    #expect(resumed == nil)
  }

  @Test func aSearchTrainsAsTheFirstStage() {
    var settings = settings(0.5)
    settings.schedule.imitation = Imitation(
      share: .steps([0.25, 0.5]), teachers: [Teacher("adam", learningRate: 0.1)])
    let search = settings.searching(for: 7)
    #expect(search.schedule.curriculum == nil)
    #expect(search.schedule.epochs == 7)
    #expect(search.distribution.horizon == 2)
    #expect(search.distribution.validation.horizons == [4])
    #expect(search.schedule.imitation?.share == .constant(0.25))
  }
}
