import Results
import Statistics

extension Gate {
  /// Effect, interval and raw p values; the outcome waits for the other rows (`Verdict.judge`).
  ///
  /// Functions on which some meta-seed of the reference diverged are left out; where none remains, the
  /// meta-seeds that diverged on some function are. (A divergence of the candidate where the reference
  /// has none is an obstacle before it comes to this.)
  static func test(
    _ old: Evaluations.Row, _ new: Evaluations.Row, margin: Double
  ) -> Verdict.Row {
    var (before, after) = (old.samples, new.samples)
    var kept = Samples.functionsWithoutDivergence(after, before)
    if kept.isEmpty {
      let whole = before.rows.indices.filter { before.rows[$0].allSatisfy { $0 < .infinity } }
      guard !whole.isEmpty else {
        return row(
          old, outcome: .pass,
          compared:
            "not tested: in the reference every function and every meta-seed diverged somewhere",
          margin: margin)
      }
      (before, after) = (before.selecting(rows: whole), after.selecting(rows: whole))
      kept = Array(0..<before.functions)
    }
    let test = LogRatioTest(
      logarithms: after.logarithms.selecting(functions: kept),
      against: before.logarithms.selecting(functions: kept))
    var compared = "final losses of \(kept.count) functions"
    if let kind = old.results.first?.kind, kind == .learned {
      compared += " × \(before.metaSeeds) meta-seeds"
      if before.metaSeeds == 1 { compared += ", whose spread is unknown" }
    }
    let metaSeedsLeft = old.results.count - before.metaSeeds
    if metaSeedsLeft > 0 { compared += "; \(metaSeedsLeft) meta-seeds diverged in the reference" }
    let functionsLeft = before.functions - kept.count
    if functionsLeft > 0 { compared += "; \(functionsLeft) diverged in the reference" }
    var row = row(old, outcome: .pass, compared: compared, margin: margin)
    row.ratio = Elementary.exp(test.estimate)
    row.interval = test.ratioInterval()
    row.worsePValue = test.worsePValue()
    row.betterPValue = test.betterPValue()
    return row
  }

  /// Rows whose bits depend on a foreign library: no test, only closeness of the medians.
  static func compareByTolerance(_ old: Evaluations.Row, _ new: Evaluations.Row) -> Verdict.Row {
    let (before, after) = (
      Summary.median(old.samples.values), Summary.median(new.samples.values)
    )
    let compared =
      "medians of \(old.samples.functions) functions, \(before.text(digits: 3)) and "
      + "\(after.text(digits: 3)), by tolerance"
    let (low, high) = (max(before, externalFloor), max(after, externalFloor))
    let ratio = low < .infinity ? high / low : 1
    let limit = 1 + externalTolerance
    var row = row(
      old, outcome: ratio > limit ? .regression : ratio < 1 / limit ? .improvement : .pass,
      compared: compared, margin: externalTolerance)
    row.ratio = ratio
    row.shownNonInferior = ratio <= limit
    return row
  }

  private static func row(
    _ source: Evaluations.Row, outcome: Verdict.Outcome, compared: String, margin: Double
  ) -> Verdict.Row {
    Verdict.Row(
      optimizee: source.name.optimizee, horizon: source.name.horizon,
      optimizer: source.name.optimizer, outcome: outcome, compared: compared, ratio: nil,
      margin: margin, interval: nil, worsePValue: nil, betterPValue: nil, shownNonInferior: false)
  }
}

extension Verdict {
  /// Adjusts the p values over the tested rows and gives each its outcome.
  mutating func judge() {
    let tested = rows.indices.filter { rows[$0].worsePValue != nil }
    let worse = MultipleTesting.benjaminiHochberg(tested.compactMap { rows[$0].worsePValue })
    let better = MultipleTesting.benjaminiHochberg(tested.compactMap { rows[$0].betterPValue })
    for (position, index) in tested.enumerated() {
      guard let interval = rows[index].interval else { continue }
      rows[index].worsePValue = worse[position]
      rows[index].betterPValue = better[position]
      rows[index].shownNonInferior = interval.high < 1 + margin
      if worse[position] <= level, interval.high >= 1 + margin {
        rows[index].outcome = .regression
      } else if better[position] <= level, interval.low <= 1 / (1 + margin) {
        rows[index].outcome = .improvement
      }
    }
  }
}
