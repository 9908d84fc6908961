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
  private var trajectories: [[Double]] {
    evaluations.map { $0.result.trajectory.mean.map(Double.init) }.filter { !$0.isEmpty }
  }

  /// Over meta-seeds, for each number of updates: mean, smallest and largest of the mean
  /// trajectories. Empty when every function diverged for every meta-seed.
  var learningCurve: [CurvePoint] {
    let trajectories = trajectories
    guard let first = trajectories.first else { return [] }
    return first.indices.map { update in
      let losses = trajectories.map { $0[update] }
      return CurvePoint(
        mean: Summary.mean(losses), low: losses.min() ?? .nan, high: losses.max() ?? .nan)
    }
  }

  struct CurvePoint: Equatable {
    var mean: Double
    var low: Double
    var high: Double
  }
}
