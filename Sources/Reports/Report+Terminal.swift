import Statistics

extension Report {
  /// Settings whose tables fit on a terminal one below the other.
  private static let mostTables = 6

  /// What a run prints of its results, in columns of fixed width without spaces inside: the losses of
  /// the settings with a claim, or of all where they are few, and a line for each learned optimizer
  /// and setting with its verdict.
  public func headline() -> String {
    let all = contents.settings
    let claimed = all.filter { rows(of: $0).contains(where: \.isClaim) }
    let shown = all.count <= Self.mostTables ? all : Array(claimed.prefix(Self.mostTables))
    return (shown.map(losses) + [verdicts()]).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func losses(of setting: Setting) -> String {
    let header = ["optimizer", "loss", "low", "high", "ratio", "wins", "diverged"]
    let lines = rows(of: setting).map { row in
      [
        row.optimizer, Markdown.number(row.mean), Markdown.number(row.meanInterval.low),
        Markdown.number(row.meanInterval.high), Markdown.number(row.rival?.comparison.ratio),
        Self.wins(row), "\(row.diverged)",
      ]
    }
    return "\(setting.optimizee), \(setting.horizon) updates\n"
      + TextTable(header: header, rows: lines, leftColumns: 1, indent: 2).text
  }

  private func verdicts() -> String {
    guard !learnedRows.isEmpty else { return "" }
    let header = ["optimizee", "updates", "optimizer", "rival", "ratio", "low", "high", "verdict"]
    let shown = learnedRows.prefix(Self.longestTable).map { row in
      let comparison = row.rival?.comparison
      return [
        row.optimizee, "\(row.horizon)", row.optimizer, row.rival?.optimizer ?? "–",
        Markdown.number(comparison?.ratio), Markdown.number(comparison?.ratioInterval.low),
        Markdown.number(comparison?.ratioInterval.high), row.verdict?.rawValue ?? "",
      ]
    }
    let more = learnedRows.count - shown.count
    return "learned against the best hand-designed\n"
      + TextTable(header: header, rows: shown, leftColumns: 1, indent: 2).text
      + (more > 0 ? "  and \(more) more in tables/verdicts.csv\n" : "")
  }

  private static func wins(_ row: FinalLossRow) -> String {
    guard !row.isBestHandDesigned, let rival = row.rival else { return "–" }
    return Markdown.percent(rival.comparison.winProbability).replacing("\u{A0}", with: "")
  }
}
