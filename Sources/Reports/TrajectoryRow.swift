import Results
import Statistics

/// The losses of one optimizer and meta-seed after so many updates: a row of `tables/trajectories.csv`.
struct TrajectoryRow {
  var setting: Setting
  var evaluation: EvaluationResult
  var updates: Int

  /// Of every evaluation that has a trajectory, one after the other.
  static func all(of settings: [Setting]) -> [TrajectoryRow] {
    settings.flatMap { setting in
      let updates = kept(horizon: setting.horizon)
      return setting.entrants.flatMap(\.evaluations).map(\.result)
        .filter { !$0.trajectory.mean.isEmpty }
        .flatMap { evaluation in
          updates.map { TrajectoryRow(setting: setting, evaluation: evaluation, updates: $0) }
        }
    }
  }

  /// All updates of a horizon up to 500. Of a longer one the first hundred, then 200 at most, evenly in
  /// the logarithm, the last among them.
  static func kept(horizon: Int) -> [Int] {
    guard horizon > 500 else { return Array(0...horizon) }
    let reach = Elementary.log(Double(horizon) / 100)
    let later = (1...200).map { point in
      Int((100 * Elementary.exp(reach * Double(point) / 200)).rounded())
    }
    var updates = Array(0...100)
    for update in later.dropLast() + [horizon] where update > updates[updates.count - 1] {
      updates.append(update)
    }
    return updates
  }

  static var columns: [Column<TrajectoryRow>] {
    [
      Column("optimizee", "name of the family of functions") { $0.setting.optimizee },
      Column("horizon", "number of updates", count: \.setting.horizon),
      Column("optimizer", "name") { $0.evaluation.optimizer },
      Column("meta_seed", "empty for a hand-designed optimizer", count: \.evaluation.metaSeed),
      Column(
        "updates",
        "updates applied: all up to 500; of longer horizons the first hundred, then at most 200 evenly in the logarithm",
        count: \.updates),
      Column("mean", "mean loss over the functions that did not diverge") {
        CSV.number(Double($0.evaluation.trajectory.mean[$0.updates]))
      },
      Column("quartile_low", "lower quartile over them") {
        CSV.number(Double($0.evaluation.trajectory.lowerQuartile[$0.updates]))
      },
      Column("median", "median over them") {
        CSV.number(Double($0.evaluation.trajectory.median[$0.updates]))
      },
      Column("quartile_high", "upper quartile over them") {
        CSV.number(Double($0.evaluation.trajectory.upperQuartile[$0.updates]))
      },
    ]
  }
}
