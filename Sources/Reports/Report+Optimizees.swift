import Results
import Statistics

extension Report {
  /// Optimizees and horizons down, optimizers across: mean final loss, interval, ratio.
  func matrixSection() -> String {
    let optimizers = contents.optimizers.map(\.name)
    let trained = contents.metaTrained
    let rows = contents.settings.map { setting in
      let own = self.rows(of: setting)
      let cells = optimizers.map { optimizer -> String in
        guard let row = own.first(where: { $0.optimizer == optimizer }) else { return "" }
        let isMetaTrainedHere = trained.contains { $0 == (optimizer, setting.optimizee) }
        return Self.matrixCell(
          row, wins: row.mean == own[0].mean && row.mean < .infinity,
          isMetaTrainedHere: isMetaTrainedHere)
      }
      return ["`\(setting.optimizee)`", "\(setting.horizon)"] + cells
    }
    return """
      ## Generalisation

      Mean final loss [95 % interval], and × the ratio to the best hand-designed optimizer. **Bold**: \
      the lowest mean of the line. †: meta-trained on this optimizee; all the other optimizees are \
      new to the learned optimizer, while the hand-designed ones are tuned on each. All columns are in \
      [tables/final-loss.csv](tables/final-loss.csv), the shares of functions within a factor of the \
      best in [tables/performance-profile.csv](tables/performance-profile.csv).


      """
        + Markdown.table(
          [("optimizee", .left), ("horizon", .right)]
            + optimizers.map { (Markdown.code($0), Markdown.Alignment.right) },
          rows: rows, nothing: "No evaluation has a record.")
  }

  private static func matrixCell(
    _ row: FinalLossRow, wins: Bool, isMetaTrainedHere: Bool
  ) -> String {
    let mean = Markdown.number(row.mean)
    return (wins ? "**\(mean)**" : mean) + (isMetaTrainedHere ? " †" : "")
      + "<br>\(Markdown.interval(row.meanInterval))"
      + (row.rival.map { "<br>× \(Markdown.number($0.comparison.ratio))" } ?? "")
  }

  /// The section about one optimizee: a figure and a table for each horizon; nil when nothing was
  /// evaluated on it.
  public func summary(of optimizee: String) -> String? {
    let settings = contents.settings.filter { $0.optimizee == optimizee }
    guard !settings.isEmpty else { return nil }
    return settings.reduce("## \(optimizee)\n") { $0 + "\n" + summary(of: $1) }
  }

  private func summary(of setting: Setting) -> String {
    let rows = rows(of: setting)
    let figure = "figures/\(setting.name).svg"
    var text = """
      ### \(setting.horizon) updates

      ![Learning curves on \(setting.optimizee), \(setting.horizon) updates](\(figure))

      Mean loss over meta-seeds and functions; \(Self.bandAndPublished(setting, manifest)).


      """
    text += Markdown.table(
      [
        ("optimizer", .left), ("final loss", .right), ("median", .right),
        ("interquartile mean", .right), ("ratio", .right), ("wins", .right), ("p", .right),
        ("steps to rival", .right), ("within 2 × best", .right), ("diverged", .right),
        ("records", .left),
      ],
      rows: rows.map(line), nothing: "")
    text += "\n" + Self.rivalNote(rows)
    return text
  }

  private static func bandAndPublished(_ setting: Setting, _ manifest: Manifest) -> String {
    let published = manifest.published.filter {
      $0.optimizee == setting.optimizee && $0.horizon == setting.horizon
    }
    let band = "the band of a learned optimizer runs from its lowest to its highest meta-seed"
    guard !published.isEmpty else { return band }
    return band
      + "; dashed: the published curves (\(published.map(\.figure).joined(separator: ", ")))"
  }

  private func line(_ row: FinalLossRow) -> [String] {
    let rival = row.rival
    let ratio = rival.map {
      "\(Markdown.number($0.comparison.ratio)) \(Markdown.interval($0.comparison.ratioInterval))"
    }
    let within = row.profile[FinalLossRow.profileFactors.firstIndex(of: 2) ?? 0]
    let records = row.sources.map { source in
      link(source.metaSeed.map(String.init) ?? "record", key: source.key)
    }
    return [
      Markdown.code(row.optimizer),
      "\(Markdown.number(row.mean)) \(Markdown.interval(row.meanInterval))",
      Markdown.number(row.median), Markdown.number(row.interquartileMean),
      row.isBestHandDesigned ? "1" : ratio ?? "–",
      row.isBestHandDesigned
        ? "–" : rival.map { Markdown.percent($0.comparison.winProbability) } ?? "–",
      Markdown.pValue(rival?.adjustedPValue), rival?.stepsToRival?.description ?? "–",
      Markdown.percent(within), "\(row.diverged)", records.joined(separator: " "),
    ]
  }

  private static func rivalNote(_ rows: [FinalLossRow]) -> String {
    guard let rival = rows.compactMap({ $0.rival?.optimizer }).first else {
      return "No hand-designed optimizer got through every function: there are no ratios.\n"
    }
    return "Ratio, wins, p and steps are against `\(rival)`. "
      + "Of \(Markdown.count(rows[0].functions, "function")); for a learned optimizer \"diverged\" "
      + "counts every meta-seed.\n"
  }
}
