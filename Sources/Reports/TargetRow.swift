import Statistics

/// When the mean curve of an optimizer first is at or below where the best hand-designed one is after a
/// part of the horizon: a row of `tables/steps-to-target.csv`.
struct TargetRow {
  var setting: Setting
  var optimizer: String
  var rival: String
  var rivalUpdates: Int
  var target: Double
  var steps: StepsToTarget

  /// Targets after a quarter, half, three quarters and all of the horizon, of every optimizer with a
  /// curve; none when the rival has none.
  static func all(of setting: Setting, rival: String) -> [TargetRow] {
    guard let rival = setting.entrants.first(where: { $0.optimizer == rival }) else { return [] }
    let targets = zip(rival.updates, rival.learningCurve).filter { updates, _ in
      (1...4).contains { updates == $0 * setting.horizon / 4 }
    }
    return setting.entrants.flatMap { entrant in
      let curve = entrant.learningCurve
      return targets.compactMap { updates, target in
        StepsToTarget(trajectory: curve, updates: entrant.updates, target: target).map { steps in
          TargetRow(
            setting: setting, optimizer: entrant.optimizer, rival: rival.optimizer,
            rivalUpdates: updates, target: target, steps: steps)
        }
      }
    }
  }

  static var columns: [Column<TargetRow>] {
    [
      Column("optimizee", "name of the family of functions") { $0.setting.optimizee },
      Column("horizon", "number of updates", count: \.setting.horizon),
      Column("optimizer", "name") { $0.optimizer },
      Column("rival", "the best hand-designed optimizer there") { $0.rival },
      Column(
        "rival_updates",
        "updates of the rival: a quarter, half, three quarters and all of the horizon",
        count: \.rivalUpdates),
      Column("target", "loss of the rival's mean curve after them", number: \.target),
      Column(
        "updates",
        "updates after which the optimizer's mean curve first is at or below the target; empty when it never is",
        count: \.steps.reached),
      Column("censored", "`yes` when it never is within the horizon") {
        CSV.flag($0.steps.reached == nil)
      },
    ]
  }
}
