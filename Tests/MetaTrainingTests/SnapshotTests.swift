import Foundation
import Optimizees
import Optimizers
import Testing

@testable import MetaTraining

/// Meta-training stopped after every episode, written down, read and taken up again.
@Suite struct SnapshotTests {
  private let configuration = LearnedConfiguration(preprocessing: .raw, outputScale: 0.1)

  private func trainer(epochs: Int = 2) throws -> MetaTrainer {
    MetaTrainer(
      CoordinatewiseLSTM.self, configuration, settings: settings(epochs: epochs),
      family: try #require(OptimizeeRegistry.family(named: "quadratic-uniform-64")), suiteSeed: 7,
      run: 1, threads: 1)
  }

  private func settings(epochs: Int = 2) -> MetaTrainingSettings {
    MetaTrainingSettings(
      horizon: 4, unrollLength: 2, functionsPerEpisode: 3, episodesPerEpoch: 3, epochs: epochs,
      validationFunctions: 2, metaGradientStride: 2, averaging: 0.75,
      metaLearningRate: 0.01, decayPerEpoch: 0.5)
  }

  private func resumed(_ snapshot: MetaTrainer.Snapshot, epochs: Int = 2) throws -> MetaTrainer? {
    let bytes = try JSONEncoder().encode(snapshot)
    return MetaTrainer(
      CoordinatewiseLSTM.self, configuration, settings: settings(epochs: epochs),
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
      CoordinatewiseLinear.self, configuration, settings: settings(), family: family, suiteSeed: 7,
      run: 1, threads: 1)
    #expect(try resumed(other.snapshot) == nil)
  }

  @Test func infiniteMomentsSurvive() throws {
    var trainer = try trainer()
    trainer.progress.adam.meanSquare[0] = .infinity
    #expect(try resumed(trainer.snapshot)?.progress.adam.meanSquare[0] == .infinity)
  }
}
