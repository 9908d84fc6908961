extension Comparison {
  /// For a pull request. Verbose, with the rows that passed.
  public func markdown(verbose: Bool = false) -> String {
    var text = "## Gate `\(suite)`: \(headline)\n\n"
    var items = problems.map { "- **incomparable**: \($0)\n" }
    items += differences.map { "- **\($0.what.rawValue)**: \($0.cell)\n" }
    items += notes.map { "- note: \($0)\n" }
    if let passes, !verbose { items.append("- pass: \(passes)\n") }
    text += items.joined() + (items.isEmpty ? "" : "\n")
    guard !rows.isEmpty else { return text }
    let shown = rows.filter { verbose || $0.outcome != .pass }
    if !shown.isEmpty { text += Self.table(shown) + "\n" }
    if let strength { text += "\(strength) " }
    return text + "\(legend)\n"
  }

  private static func table(_ rows: [Row]) -> String {
    var text =
      "| outcome | optimizee | horizon | optimizer | candidate / reference | 95 % interval "
    text += "| margin | p worse | p better | compared |\n"
    text += "| :-- | :-- | --: | :-- | --: | --: | --: | --: | --: | :-- |\n"
    for row in rows {
      let outcome = row.outcome.rawValue
      let cells = [
        row.outcome == .pass ? outcome : "**\(outcome)**", "`\(row.optimizee)`", "\(row.horizon)",
        "`\(row.optimizer)`", number(row.ratio), row.interval.map(interval) ?? "–",
        number(1 + row.margin), number(row.worsePValue), number(row.betterPValue),
        [row.compared, row.conditional].compactMap(\.self).joined(separator: ". "),
      ]
      let line = cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")
      text += "| \(line) |\n"
    }
    return text
  }
}
