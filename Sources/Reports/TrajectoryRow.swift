import Results

/// The losses of one optimizer and meta-seed after so many updates: a row of `tables/trajectories.csv`.
struct TrajectoryRow {
  var setting: Setting
  var evaluation: EvaluationResult
  var updates: Int
  /// Of the loss in the record's trajectory.
  var place: Int

  /// Of every evaluation that has a trajectory, one after the other.
  static func all(of settings: [Setting]) -> [TrajectoryRow] {
    settings.flatMap { setting in
      setting.entrants.flatMap(\.evaluations).map(\.result).flatMap { evaluation in
        evaluation.trajectoryUpdates.enumerated().map { place, updates in
          TrajectoryRow(
            setting: setting, evaluation: evaluation, updates: updates, place: place)
        }
      }
    }
  }

  static var columns: [Column<TrajectoryRow>] {
    [
      Column("optimizee", "name of the family of functions") { $0.setting.optimizee },
      Column("horizon", "number of updates", count: \.setting.horizon),
      Column("optimizer", "name") { $0.evaluation.optimizer },
      Column("meta_seed", "empty for a hand-designed optimizer", count: \.evaluation.metaSeed),
      Column(
        "updates",
        "updates applied: all of a horizon up to 500; of a longer one the first hundred, then at most 400, evenly in the logarithm",
        count: \.updates),
      Column("mean", "mean loss over the functions that did not diverge") {
        CSV.number(Double($0.evaluation.trajectory.mean[$0.place]))
      },
      Column("quartile_low", "lower quartile over them") {
        CSV.number(Double($0.evaluation.trajectory.lowerQuartile[$0.place]))
      },
      Column("median", "median over them") {
        CSV.number(Double($0.evaluation.trajectory.median[$0.place]))
      },
      Column("quartile_high", "upper quartile over them") {
        CSV.number(Double($0.evaluation.trajectory.upperQuartile[$0.place]))
      },
    ]
  }
}
