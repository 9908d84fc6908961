import Statistics

extension Report {
  /// The first screen: the verdict, one figure, and a table of the claims.
  func headSection() -> String {
    let notes = [missingCells(), strayRecords()].filter { !$0.isEmpty }
    var parts = ["# \(manifest.suite)", "**\(verdictSentence)**"] + notes + [manifest.description]
    if let settingsSeed = manifest.settingsSeed {
      parts.append(
        "The settings were chosen under suite seed \(settingsSeed), and nothing under the seed of this "
          + "suite, \(manifest.seed).")
    }
    if let setting = headSetting { parts.append(figure(of: setting, root: "")) }
    parts += claimTables()
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// The setting of the first claim, or the first of all.
  private var headSetting: Setting? {
    contents.settings.first { setting in rows(of: setting).contains(where: \.isClaim) }
      ?? contents.settings.first
  }

  /// A table for each optimizee that a learned optimizer was meta-trained on, and what needs a word.
  private func claimTables() -> [String] {
    let shown = claims.prefix(Self.longestTable)
    let optimizees = shown.map(\.optimizee).uniqued()
    var parts = optimizees.flatMap { optimizee -> [String] in
      let own = shown.filter { $0.optimizee == optimizee }
      let learned = own.map(\.optimizer).uniqued()
      let names = learned.count > 3 ? "the learned optimizers" : Markdown.list(learned)
      let words = own.compactMap(\.disagreement)
      return [
        "On `\(optimizee)`, which \(names) \(learned.count > 1 ? "were" : "was") meta-trained on:",
        claimTable(own, learned: learned).trimmingLast("\n"),
      ] + (words.isEmpty ? [] : [words.joined(separator: " ")])
    }
    if claims.count > shown.count {
      parts.append(
        "And \(claims.count - shown.count) more in [tables/verdicts.csv](tables/verdicts.csv).")
    }
    return parts
  }

  private func claimTable(_ claims: [FinalLossRow], learned: [String]) -> String {
    let single = learned.count == 1 ? learned[0] : nil
    return Markdown.table(
      [
        ("updates", .right), (single.map(Markdown.code) ?? "learned", .right),
        ("best rival", .right), ("difference", .right), ("ratio", .right), ("verdict", .left),
      ],
      rows: claims.map { row in
        let rival = rivalRow(of: row)
        let mean = Markdown.number(row.mean)
        return [
          "\(row.horizon)", single == nil ? "\(Markdown.code(row.optimizer)) \(mean)" : mean,
          rival.map { "\(Markdown.code($0.optimizer)) \(Markdown.number($0.mean))" } ?? "–",
          difference(row, rival), Markdown.ratio(row), verdict(row),
        ]
      })
  }

  /// With the reason of one that is no comparison.
  private func verdict(_ row: FinalLossRow) -> String {
    guard let verdict = row.verdict else { return "" }
    guard verdict == .untested, row.rival != nil else { return verdict.rawValue }
    let reason =
      row.metaSeeds < Verdict.fewestMetaSeeds
      ? Markdown.count(row.metaSeeds, "meta-seed")
      : Markdown.count(row.functions - (row.rival?.comparison.excluded ?? 0), "function")
    return "\(verdict.rawValue), \(reason)"
  }

  private func difference(_ row: FinalLossRow, _ rival: FinalLossRow?) -> String {
    guard let rival, let interval = row.rival?.meanDifference, row.mean < .infinity else {
      return "–"
    }
    return Markdown.number(row.mean - rival.mean, interval)
  }

  private func missingCells() -> String {
    guard !contents.missing.isEmpty else { return "" }
    let count = Markdown.count(manifest.cells.count, "cell")
    return "> **Incomplete: \(contents.missing.count) of \(count) have no record.** "
      + "What follows is about the others only.\n>\n"
      + quoted(contents.missing.map(\.label))
  }

  private func strayRecords() -> String {
    guard !contents.strays.isEmpty else { return "" }
    return "> **Left out: records that belong to no cell of this suite.**\n>\n"
      + quoted(contents.strays)
  }

  private func quoted(_ labels: [String]) -> String {
    let shown = labels.prefix(Self.longestTable).map { "> - \($0)" }
    let more = labels.count - shown.count
    return (shown + (more > 0 ? ["> - and \(more) more"] : [])).joined(separator: "\n")
  }
}
