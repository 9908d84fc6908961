@testable import MetaTraining

/// Meta-training stopped after every episode, as a kill would, and taken up again.
struct StoppedRun {
  private struct Stop: Error { var snapshot: MetaTrainer.Snapshot }

  private(set) var stops = 0
  /// The trainer that came to the end.
  let ended: MetaTrainer

  init(
    from start: MetaTrainer, resumed: (MetaTrainer.Snapshot) throws -> MetaTrainer
  ) throws {
    var trainer = try resumed(start.snapshot)
    while trainer.stopped == nil {
      do {
        try trainer.runEpoch { throw Stop(snapshot: $0.snapshot) }
      } catch let stop as Stop {
        stops += 1
        trainer = try resumed(stop.snapshot)
      }
    }
    ended = trainer
  }
}
