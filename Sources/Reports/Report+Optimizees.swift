import Results
import Statistics

extension Report {
  /// The section about one optimizee: a figure and a table for each horizon; nil when nothing was
  /// evaluated on it.
  public func summary(of optimizee: String) -> String? {
    let settings = contents.settings.filter { $0.optimizee == optimizee }
    guard !settings.isEmpty else { return nil }
    return settings.reduce("## \(optimizee)\n") { $0 + "\n" + summary(of: $1) }
  }

  private func summary(of setting: Setting) -> String {
    let rows = rows(of: setting)
    let heldOut = rows.contains { $0.heldOut != nil }
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
      ] + (heldOut ? [("held-out loss", .right), ("accuracy", .right)] : [])
        + [("records", .left)],
      rows: rows.map { line($0, heldOut: heldOut) }, nothing: "")
    text += "\n" + Self.rivalNote(rows)
    if heldOut {
      text += "\nHeld-out loss and accuracy are means after the last update, on examples that no "
      text += "minibatch contains; the final loss is that of the last "
      text += "\(Markdown.count(setting.entrants[0].finalLossWindow, "minibatch")).\n"
    }
    return text
  }

  private static func bandAndPublished(_ setting: Setting, _ manifest: Manifest) -> String {
    let published = manifest.published.filter {
      $0.optimizee == setting.optimizee && $0.horizon == setting.horizon
    }
    let band =
      "band: 95 % interval over meta-seeds, for each number of updates; bars at the end: 95 % interval "
      + "of the final loss over meta-seeds and functions (the records keep trajectories as means over "
      + "functions, so a curve of a single run has no band)"
    guard !published.isEmpty else { return band }
    return band
      + "; dashed: the published curves (\(published.map(\.figure).joined(separator: ", ")))"
  }

  private func line(_ row: FinalLossRow, heldOut: Bool) -> [String] {
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
      Markdown.percent(within), "\(row.diverged)",
    ]
      + (heldOut
        ? [
          Markdown.number(row.heldOut?.loss),
          row.heldOut.map { Markdown.percent($0.accuracy) } ?? "–",
        ] : [])
      + [records.joined(separator: " ")]
  }

  private static func rivalNote(_ rows: [FinalLossRow]) -> String {
    guard let rival = rows.compactMap({ $0.rival?.optimizer }).first else {
      return "No hand-designed optimizer got through every function: there are no ratios.\n"
    }
    var text =
      "Ratio, wins, p and steps are against `\(rival)`. "
      + "Of \(Markdown.count(rows[0].functions, "function")); for a learned optimizer \"diverged\" "
      + "counts every meta-seed."
    let detectable = rows.compactMap { row in
      row.isBestHandDesigned
        ? nil : row.rival?.comparison.test.map { (row.optimizer, $0.smallestDetectableRatio()) }
    }
    if !detectable.isEmpty {
      let list = detectable.map { "`\($0)` \(Markdown.number($1))" }.joined(separator: ", ")
      text += " The smallest ratio above 1 that could have been detected (power 0.8): \(list)."
    }
    return text + "\n"
  }
}
