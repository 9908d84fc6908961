import Results
import Statistics

extension Report {
  /// Settings on which every optimizer of the report was evaluated.
  private var sharedSettings: [Setting] {
    contents.settings.filter { $0.entrants.count == contents.optimizers.count }
  }

  /// Mean ranks, what any one optimizee decides of them, and performance profiles over all settings.
  func ranksSection() -> String {
    let settings = sharedSettings
    guard settings.count > 1 else { return "" }
    let optimizers = contents.optimizers.map(\.name)
    let stability = RankStability(
      settings: settings.map { setting in
        (setting.optimizee, optimizers.map { rank($0, in: setting) })
      })
    let order = optimizers.indices.sorted { stability.meanRanks[$0] < stability.meanRanks[$1] }
    var text = """
      ## Over all optimizees

      Mean rank by final loss over \(Markdown.count(stability.families.count, "optimizee")) \
      (\(Markdown.count(settings.count, "setting")); 1 is the lowest loss), its range when any one \
      optimizee is left out, and the mean share of functions on which an optimizer ends within a factor \
      of the lowest loss of any. By setting: [tables/performance-profile.csv](tables/performance-profile.csv).


      """
    text += Markdown.table(
      [("optimizer", .left), ("mean rank", .right), ("leave one optimizee out", .right)]
        + FinalLossRow.profileFactors.map { factor in
          ("≤ \(Markdown.choice(factor)) ×", Markdown.Alignment.right)
        },
      rows: order.map { index in
        [
          "`\(optimizers[index])`", Markdown.number(stability.meanRanks[index]),
          "\(Markdown.number(stability.ranges[index].low)) to "
            + Markdown.number(stability.ranges[index].high),
        ] + profile(of: optimizers[index], over: settings).map(Markdown.percent)
      }, nothing: "")
    guard
      let least = stability.agreements.enumerated().filter({ !$1.isNaN }).min(by: { $0.1 < $1.1 })
    else { return text }
    return text
      + "\nThe order changes most without `\(stability.families[least.offset])`: Kendall's τ between "
      + "the two orders is \(Markdown.number(least.element)).\n"
  }

  private func rank(_ optimizer: String, in setting: Setting) -> Double {
    rows(of: setting).first { $0.optimizer == optimizer }?.mean ?? .infinity
  }

  private func profile(of optimizer: String, over settings: [Setting]) -> [Double] {
    let profiles = settings.compactMap { setting in
      rows(of: setting).first { $0.optimizer == optimizer }?.profile
    }
    return FinalLossRow.profileFactors.indices.map { factor in
      Summary.mean(profiles.map { $0[factor] })
    }
  }

  /// `tables/steps-to-target.csv`: when the mean curve of each optimizer first is at or below where the
  /// best hand-designed one is after a quarter, half, three quarters and all of the horizon. Unreached
  /// is censored: `>` and the horizon.
  func stepsToTargetTable() -> String {
    CSV.table(
      header: "optimizee,horizon,optimizer,rival,rival_updates,target,updates",
      rows: contents.settings.flatMap { setting -> [[String]] in
        let rival = rows(of: setting).first(where: \.isBestHandDesigned)?.optimizer
        guard let rival,
          let curve = setting.entrants.first(where: { $0.optimizer == rival })?.learningCurve,
          !curve.isEmpty
        else { return [] }
        return setting.entrants.flatMap { entrant in
          (1...4).compactMap { quarter in
            let updates = setting.horizon * quarter / 4
            let steps = StepsToTarget(trajectory: entrant.learningCurve, target: curve[updates])
            return steps.map {
              [
                setting.optimizee, "\(setting.horizon)", entrant.optimizer, rival, "\(updates)",
                CSV.number(curve[updates]), $0.description,
              ]
            }
          }
        }
      })
  }
}
