import Results
import Statistics

/// One optimizee and horizon, with everyone who was evaluated on it, in the order of the plan.
struct Setting: Equatable {
  var optimizee: String
  var horizon: Int
  var entrants: [Entrant]

  /// Stem of the names of the files about it.
  var name: String { "\(optimizee)-\(horizon)" }
}

/// One optimizer on one setting: an evaluation for each meta-seed, in increasing order.
struct Entrant: Equatable {
  var optimizer: String
  var kind: EvaluationResult.Kind
  var evaluations: [Evaluation]

  struct Evaluation: Equatable {
    var key: String
    var result: EvaluationResult
  }
}

extension Entrant {
  var finalLosses: Samples { Samples(losses: evaluations.map(\.result.finalLosses)) }
  var areas: Samples { Samples(losses: evaluations.map(\.result.areas)) }

  /// The mean trajectories of the meta-seeds that have one.
  var trajectories: [[Double]] {
    evaluations.map { $0.result.trajectory.mean.map(Double.init) }.filter { !$0.isEmpty }
  }

  /// The numbers of updates that the losses of its trajectories belong to.
  var updates: [Int] {
    evaluations.map(\.result.trajectoryUpdates).first { !$0.isEmpty } ?? []
  }

  /// The mean over meta-seeds of the mean trajectories, for each number of `updates`. Empty when every
  /// function diverged for every meta-seed.
  var learningCurve: [Double] {
    let trajectories = trajectories
    guard let first = trajectories.first else { return [] }
    return first.indices.map { place in Summary.mean(trajectories.map { $0[place] }) }
  }

  /// Values averaged into a final loss.
  var finalLossWindow: Int { evaluations.first?.result.finalLossWindow ?? 1 }

  /// Mean held-out loss and accuracy at the last checkpoint, over meta-seeds and functions that have
  /// one; absent where none was measured.
  var finalHeldOut: (loss: Double, accuracy: Double?)? {
    let last = evaluations.compactMap { $0.result.heldOut?.last }
    let losses = last.flatMap { $0.losses.compactMap { $0.map(Double.init) } }
    let accuracies = last.flatMap { $0.accuracies.compactMap { $0.map(Double.init) } }
    guard !losses.isEmpty else { return nil }
    return (Summary.mean(losses), accuracies.isEmpty ? nil : Summary.mean(accuracies))
  }
}
