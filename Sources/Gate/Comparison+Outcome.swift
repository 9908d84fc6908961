import Statistics

extension Comparison {
  /// 0 pass, improvement or allowed undecided rows; 2 regression or undecided; 3 incomparable.
  public var exitCode: Int32 {
    switch outcome {
    case .pass, .improvement: 0
    case .undecided: allowsUndecided ? 0 : 2
    case .regression: 2
    case .incomparable: 3
    }
  }

  /// Adjusts the p values over the tested rows, gives each row its outcome, puts the rows in their
  /// order, and concludes.
  mutating func decide() {
    let tested = rows.indices.filter { rows[$0].worsePValue != nil }
    let worse = MultipleTesting.benjaminiHochberg(tested.compactMap { rows[$0].worsePValue })
    let better = MultipleTesting.benjaminiHochberg(tested.compactMap { rows[$0].betterPValue })
    for (position, index) in tested.enumerated() {
      rows[index].decide(worse: worse[position], better: better[position], level: level)
    }
    rows = rows.enumerated().sorted { first, second in
      let (one, other) = (first.element, second.element)
      return (one.position, -one.worsening, first.offset)
        < (other.position, -other.worsening, second.offset)
    }.map(\.element)
    outcome = conclusion
  }

  /// A whole is as bad as its worst row.
  private var conclusion: Outcome {
    let severity: [Outcome] = [.incomparable, .regression, .undecided, .improvement]
    guard problems.isEmpty else { return .incomparable }
    return severity.first { outcome in rows.contains { $0.outcome == outcome } } ?? .pass
  }
}

extension Comparison.Row {
  /// The outcome of a tested row, by its interval and its p values after adjustment.
  mutating func decide(worse: Double, better: Double, level: Double) {
    guard let interval else { return }
    (worsePValue, betterPValue) = (worse, better)
    shownNonInferior = interval.high < 1 + margin
    outcome =
      if shownNonInferior {
        better <= level && interval.low <= 1 / (1 + margin) ? .improvement : .pass
      } else {
        worse <= level ? .regression : .undecided
      }
  }

  fileprivate var position: Int { Comparison.Outcome.allCases.firstIndex(of: outcome) ?? 0 }

  /// A row without a ratio stands before those with one.
  fileprivate var worsening: Double { ratio ?? .infinity }
}
