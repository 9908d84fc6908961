import Statistics

extension Report {
  /// Rows of learned optimizers; all of them have verdicts.
  var learnedRows: [FinalLossRow] { rows.filter { $0.kind == .learned } }

  var claims: [FinalLossRow] { rows.filter(\.isClaim) }

  /// The verdicts of all cells in one sentence.
  var verdictSentence: String {
    guard !learnedRows.isEmpty else {
      return "No learned optimizer was compared with a hand-designed one."
    }
    let untested = learned.filter { name in verdicts(of: name).allSatisfy { $0 == .untested } }
    let others = learned.filter { !untested.contains($0) }
    if learnedRows.allSatisfy({ $0.metaSeeds < Verdict.fewestMetaSeeds }) {
      return shapeSentence
    }
    let clauses =
      others.count > 3
      ? ["the \(others.count) learned optimizers end \(clause(learnedRows))"]
      : others.map { name in
        "`\(name)` ends \(clause(learnedRows.filter { $0.optimizer == name }))"
      }
    let rest =
      untested.isEmpty
      ? "" : " \(Markdown.list(untested)) \(untested.count == 1 ? "is" : "are") untested."
    guard !clauses.isEmpty else { return String(rest.dropFirst()) }
    return "On a typical function, against the best hand-designed optimizer, "
      + clauses.joined(separator: "; ") + "."
      + rest
  }

  /// Of a suite whose optimizers have one meta-seed each.
  private var shapeSentence: String {
    let diverged = VerdictCounts(learnedRows.compactMap(\.verdict))[.diverged]
    return "One meta-seed: this suite shows the shape of a result and tests nothing."
      + (diverged == 0
        ? ""
        : " A learned optimizer diverged in \(diverged) of "
          + "\(Markdown.count(learnedRows.count, "setting")).")
  }

  /// `lower in 1 of 2 settings of its meta-training (undecided in 1) and in 0 of 3 others`.
  private func clause(_ rows: [FinalLossRow]) -> String {
    let claims = VerdictCounts(rows.filter(\.isClaim).compactMap(\.verdict))
    let others = VerdictCounts(rows.filter { !$0.isClaim }.compactMap(\.verdict))
    func text(_ counts: VerdictCounts, _ noun: String) -> String {
      let rest = counts.text(without: .lower)
      return "in \(counts[.lower]) of \(counts.total) \(noun)" + (rest.isEmpty ? "" : " (\(rest))")
    }
    guard claims.total > 0 else {
      return "lower \(text(others, "settings, none of its meta-training"))"
    }
    let met = "lower \(text(claims, "settings of its meta-training"))"
    return others.total == 0 ? met : "\(met) and \(text(others, "others"))"
  }

  private func verdicts(of optimizer: String) -> [Verdict] {
    learnedRows.filter { $0.optimizer == optimizer }.compactMap(\.verdict)
  }

  /// The verdicts of all cells in one line, for the end of a run.
  public func verdictLine(page: String) -> String {
    guard !learnedRows.isEmpty else { return "verdict: no learned optimizer to compare" }
    let counted =
      learned.count > 3
      ? [
        "\(learned.count) learned optimizers \(VerdictCounts(learnedRows.compactMap(\.verdict)).text())"
      ]
      : learned.map { "\($0) \(VerdictCounts(verdicts(of: $0)).text())" }
    return "verdict: \(counted.joined(separator: "; ")) of "
      + "\(Markdown.count(contents.settings.count, "setting")); see \(page)#\(Markdown.anchor(Self.heldUpTitle))"
  }
}

extension FinalLossRow {
  /// Why mean and typical function tell different things; nil where they do not.
  var disagreement: String? {
    guard let verdict, let rival, verdict != .diverged, verdict != .untested else { return nil }
    let mean = Verdict.of(rival.meanDifference, about: 0)
    guard mean != verdict else { return nil }
    let onMean =
      mean == .undecided
      ? "not shown to differ from that of `\(rival.optimizer)`"
      : "\(mean.rawValue) than that of `\(rival.optimizer)`"
    let reason =
      verdict == .undecided
      ? "the test of the ratio shows no difference"
      : "a mean counts functions with large losses most"
    return
      "After \(Markdown.count(horizon, "update")) the mean of `\(optimizer)` is \(onMean) and the "
      + "verdict on a typical function is *\(verdict.rawValue)*, because \(reason)."
  }
}
