import Statistics

extension Verdict {
  /// For a terminal: the outcome, what stood in the way, one line for each row.
  public func text() -> String {
    var text = "gate \(suite): \(outcome.rawValue)\n"
    for problem in problems { text += "  incomparable: \(problem)\n" }
    for note in notes { text += "  note: \(note)\n" }
    for row in rows {
      text += "  \(row.outcome.rawValue): \(row.name): \(row.effect); \(row.compared)\n"
    }
    return text + (rows.isEmpty ? "" : "\(legend)\n")
  }

  /// For a pull request.
  public func markdown() -> String {
    var text = "## Gate `\(suite)`: \(outcome.rawValue)\n\n"
    for problem in problems { text += "- **incomparable**: \(problem)\n" }
    for note in notes { text += "- note: \(note)\n" }
    if !(problems + notes).isEmpty { text += "\n" }
    guard !rows.isEmpty else { return text }
    text += "| outcome | optimizee | horizon | optimizer | candidate / reference | 95 % interval "
    text += "| margin | p worse | p better | non-inferior | compared |\n"
    text += "| :-- | :-- | --: | :-- | --: | --: | --: | --: | --: | :-- | :-- |\n"
    for row in rows {
      let outcome = row.outcome.rawValue
      let cells = [
        row.outcome == .pass ? outcome : "**\(outcome)**", "`\(row.optimizee)`",
        "\(row.horizon)", "`\(row.optimizer)`", Self.number(row.ratio),
        row.interval.map(Self.interval) ?? "–", Self.number(1 + row.margin),
        Self.number(row.worsePValue),
        Self.number(row.betterPValue), row.shownNonInferior ? "shown" : "not shown", row.compared,
      ]
      let line = cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")
      text += "| \(line) |\n"
    }
    return text + "\n\(legend)\n"
  }

  /// What the numbers mean.
  var legend: String {
    "Margin \(Self.number(margin)), level \(Self.number(level)): a regression is significantly "
      + "worse (Benjamini-Hochberg over the rows) with an interval that reaches beyond 1 + margin."
  }

  static func number(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "–" }
    return value != 0 && value < 1e-4 ? "< 0.0001" : value.text(digits: 4)
  }

  static func interval(_ interval: Interval) -> String {
    "[\(number(interval.low)), \(number(interval.high))]"
  }
}

extension Verdict.Row {
  var name: String { "\(optimizer) on \(optimizee) at \(horizon)" }

  /// Ratio, interval and p in one phrase.
  var effect: String {
    guard let ratio else { return "no ratio" }
    guard let interval, let worsePValue, let betterPValue else {
      return "ratio \(Verdict.number(ratio)), margin \(Verdict.number(1 + margin))"
    }
    return "ratio \(Verdict.number(ratio)) \(Verdict.interval(interval)), "
      + "margin \(Verdict.number(1 + margin)), p worse \(Verdict.number(worsePValue)), "
      + "p better \(Verdict.number(betterPValue)), "
      + "non-inferiority \(shownNonInferior ? "shown" : "not shown")"
  }
}
