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
    return "\(setting.optimizee), \(setting.horizon) updates\n" + Self.fixedWidth([header] + lines)
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
    return "learned against the best hand-designed\n" + Self.fixedWidth([header] + shown)
      + (more > 0 ? "  and \(more) more in tables/verdicts.csv\n" : "")
  }

  private static func wins(_ row: FinalLossRow) -> String {
    guard !row.isBestHandDesigned, let rival = row.rival else { return "–" }
    return Markdown.percent(rival.comparison.winProbability).replacing("\u{A0}", with: "")
  }

  /// The first column to the left, the others to the right, two spaces apart.
  private static func fixedWidth(_ lines: [[String]]) -> String {
    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = line.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].count)
        return column == 0 ? line[column] + padding : padding + line[column]
      }
      return "  " + cells.joined(separator: "  ") + "\n"
    }.joined()
  }
}
