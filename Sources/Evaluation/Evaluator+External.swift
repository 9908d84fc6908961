import ExternalOptimizers
import Optimizees

extension Evaluator {
  /// Coordinates that one message may hold: 16 MB for each array.
  package static let coordinatesPerEpisode = 4_000_000

  /// The trajectory of every function under an external optimizer with `settings`, in order, with
  /// held-out values after each of `checkpoints` updates.
  ///
  /// As many functions as a message may hold go side by side, so that an update of all is one message.
  public func trajectories(
    of process: ExternalProcess, settings: [String: Double], heldOutAfter checkpoints: [Int] = []
  ) throws(ExternalError) -> [Trajectory] {
    let group = max(1, Self.coordinatesPerEpisode / family.parameterCount)
    var trajectories: [Trajectory] = []
    for first in stride(from: 0, to: functions, by: group) {
      let batch = OptimizeeBatch(
        family, split, numbers: first..<min(first + group, functions), suiteSeed: suiteSeed,
        transformations: transformations)
      try process.begin(
        batch.layout, horizon: horizon, settings: settings,
        divergenceFactor: Trajectory.divergenceFactor)
      trajectories += try Self.trajectories(
        in: InnerLoop(batch, horizon: horizon, threads: threads), heldOutAfter: checkpoints
      ) { loop throws(ExternalError) in
        loop.measureWithGradients()
        try loop.propose { update, step throws(ExternalError) in
          try process.write(&update, seeing: step)
        }
      }
    }
    return trajectories
  }

  /// As `finalLoss(of:)` of an optimizer.
  public func finalLoss(
    of process: ExternalProcess, settings: [String: Double]
  ) throws(ExternalError) -> FinalLoss {
    finalLoss(of: try trajectories(of: process, settings: settings))
  }
}
