import Statistics
import Testing

@testable import Gate

private func row(_ interval: Interval?, margin: Double = 0.1) -> Comparison.Row {
  var row = Comparison.Row(
    .init(optimizee: "bowl", horizon: 10, optimizer: "lstm"), margin: margin)
  row.interval = interval
  return row
}

@Suite struct OutcomeTests {
  /// Interval, p of worse, p of better, and the outcome at a margin of 10 % and a level of 5 %.
  @Test(
    arguments: [
      // Shown to be no worse than the margin.
      (0.99, 1.01, 0.5, 0.5, .pass), (0.5, 1.09, 0.4, 0.4, .pass),
      // Within the margin, however significant.
      (1.01, 1.09, 0.001, 1, .pass), (0.92, 0.99, 1, 0.001, .pass),
      // Better by more than the margin, significantly or not.
      (0.5, 0.8, 1, 0.01, .improvement), (0.5, 1.05, 0.9, 0.06, .pass),
      // Better by adjusted p, and yet not shown to be no worse.
      (0.5, 1.2, 0.96, 0.04, .undecided),
      // Worse.
      (1.05, 1.2, 0.01, 1, .regression), (1.2, 1.5, 0.001, 1, .regression),
      (0.99, 1.2, 0.04, 1, .regression),
      // Neither.
      (0.8, 1.2, 0.5, 0.5, .undecided), (0.99, 12, 0.06, 0.94, .undecided),
      (0, .infinity, 1, 1, .undecided), (1.05, 1.2, 0.06, 1, .undecided),
      // At the limits.
      (0.99, 1.1, 0.5, 0.5, .undecided), (1.01, 1.1, 0.05, 1, .regression),
      (1 / 1.1, 0.95, 1, 0.05, .improvement),
    ] as [(Double, Double, Double, Double, Comparison.Outcome)])
  func aTestedRowGetsItsOutcome(
    low: Double, high: Double, worse: Double, better: Double, expected: Comparison.Outcome
  ) {
    var row = row(Interval(low: low, high: high))
    row.decide(worse: worse, better: better, level: 0.05)
    #expect(row.outcome == expected)
  }

  /// Over a grid of all there is: what passes or improves is shown to be within the margin, what is not
  /// fails, and nothing significantly worse beyond the margin is merely undecided.
  @Test func noOutcomePassesWithoutNonInferiority() {
    let ends: [Double] = [0, 0.5, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 3, .infinity]
    for low in ends {
      for high in ends where high >= low {
        for worse in [0, 0.04, 0.05, 0.06, 0.5, 1] {
          var row = row(Interval(low: low, high: high))
          row.decide(worse: worse, better: 1 - worse, level: 0.05)
          let passes = row.outcome == .pass || row.outcome == .improvement
          #expect(passes == (high < 1.1) && row.shownNonInferior == passes)
          #expect((row.outcome == .regression) == (high >= 1.1 && worse <= 0.05))
        }
      }
    }
  }

  /// Every set of outcomes that rows can have, the outcome of the whole, and the exit code.
  @Test func theWholeIsAsBadAsItsWorstRow() {
    let outcomes = Comparison.Outcome.allCases
    for chosen in 0..<(1 << outcomes.count) {
      let present = outcomes.indices.filter { chosen >> $0 & 1 == 1 }.map { outcomes[$0] }
      for allowed in [false, true] {
        var comparison = Comparison(suite: "s", problems: [], level: 0.05, allowsUndecided: allowed)
        comparison.rows = present.map { outcome in
          var row = row(nil)
          row.outcome = outcome
          return row
        }
        comparison.decide()
        let expected: (Comparison.Outcome, Int32) =
          if present.contains(.incomparable) {
            (.incomparable, 3)
          } else if present.contains(.regression) {
            (.regression, 2)
          } else if present.contains(.undecided) {
            (.undecided, allowed ? 0 : 2)
          } else {
            (present.contains(.improvement) ? .improvement : .pass, 0)
          }
        #expect(comparison.outcome == expected.0 && comparison.exitCode == expected.1)
      }
    }
  }

  @Test func aProblemIsIncomparableWhateverTheRows() {
    var comparison = Comparison(suite: "s", problems: ["no record"], allowsUndecided: true)
    comparison.decide()
    #expect(comparison.exitCode == 3)
  }

  @Test func undecidedRowsStandFirstAndTheWorstOfThemBeforeTheOthers() {
    var comparison = Comparison(suite: "s", problems: [], level: 0.05)
    comparison.rows = [
      (Comparison.Outcome.pass, 1.0), (.undecided, 1.5), (.regression, 3), (.improvement, 0.5),
      (.undecided, nil), (.regression, 4), (.undecided, 2), (.incomparable, nil),
    ].map { outcome, ratio in
      var row = row(nil)
      (row.outcome, row.ratio) = (outcome, ratio)
      return row
    }
    comparison.decide()
    #expect(comparison.rows.map(\.ratio) == [nil, nil, 2, 1.5, 4, 3, 0.5, 1])
    #expect(
      comparison.headline
        == "incomparable (1 incomparable, 2 regressions, 3 undecided, 1 improvement, 1 pass)")
  }
}
