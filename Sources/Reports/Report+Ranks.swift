import Results
import Statistics

extension Report {
  /// The factors that fit on a page.
  private static let shownFactors = [1.25, 2, 5]

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
      of the lowest loss of any. More factors, by setting: \
      [tables/performance-profile.csv](tables/performance-profile.csv).


      """
    text += Markdown.table(
      [("optimizer", .left), ("mean rank", .right), ("leave one optimizee out", .right)]
        + Self.shownFactors.map { factor in
          ("≤ \(Markdown.choice(factor)) ×", Markdown.Alignment.right)
        },
      rows: order.map { index in
        [
          "`\(optimizers[index])`", Markdown.number(stability.meanRanks[index]),
          "\(Markdown.number(stability.ranges[index].low)) to "
            + Markdown.number(stability.ranges[index].high),
        ] + profile(of: optimizers[index], over: settings).map(Markdown.percent)
      })
    guard
      let least = stability.agreements.enumerated().filter({ !$1.isNaN }).min(by: { $0.1 < $1.1 })
    else { return text }
    return text
      + "\nThe order changes most without `\(stability.families[least.offset])`: Kendall's τ between "
      + "the two orders is \(Markdown.number(least.element)).\n"
  }

  private func rank(_ optimizer: String, in setting: Setting) -> Double {
    row(optimizer, in: setting)?.mean ?? .infinity
  }

  private func profile(of optimizer: String, over settings: [Setting]) -> [Double] {
    let profiles = settings.compactMap { setting in
      row(optimizer, in: setting)?.profile
    }
    let shown = FinalLossRow.profileFactors.indices.filter {
      Self.shownFactors.contains(FinalLossRow.profileFactors[$0])
    }
    return shown.map { factor in Summary.mean(profiles.map { $0[factor] }) }
  }
}
