import Statistics

/// What a report claims: a learned optimizer against the best hand-designed one, on the optimizee it
/// was meta-trained on, at one horizon.
struct Claim {
  var row: FinalLossRow
  var rivalRow: FinalLossRow
  var comparison: PairedComparison
  /// Over all claims of the report, by Holm.
  var adjustedPValue: Double?
  /// The sign-flip test over functions, for these meta-seeds; absent with divergences.
  var signFlipPValue: Double?
  /// Of the mean final losses, by the interval of their difference.
  var onTheMean: Conclusion
  /// Of a typical function, by the adjusted p and the interval of the ratio.
  var onTypicalFunctions: Conclusion

  enum Conclusion {
    case lower
    case higher
    case undecided
  }

  static let level = 0.05
}

extension Claim {
  static func all(
    rows: [FinalLossRow], metaTrained: [(optimizer: String, optimizee: String)], suiteSeed: UInt64
  ) -> [Claim] {
    var claims: [Claim] = []
    for (optimizer, optimizee) in metaTrained {
      for row in rows where row.optimizer == optimizer && row.optimizee == optimizee {
        guard let rival = row.rival,
          let rivalRow = rows.first(where: {
            $0.optimizee == optimizee && $0.horizon == row.horizon
              && $0.optimizer == rival.optimizer
          })
        else { continue }
        claims.append(
          Claim(
            row: row, rivalRow: rivalRow, comparison: rival.comparison,
            signFlipPValue: signFlip(rival.comparison, suiteSeed: suiteSeed, index: claims.count),
            onTheMean: conclusion(rival.meanDifference, about: 0), onTypicalFunctions: .undecided))
      }
    }
    let tested = claims.indices.filter { claims[$0].row.rival?.pValue != nil }
    let adjusted = MultipleTesting.holm(tested.compactMap { claims[$0].row.rival?.pValue })
    for (index, pValue) in zip(tested, adjusted) { claims[index].adjustedPValue = pValue }
    for index in claims.indices {
      guard let pValue = claims[index].adjustedPValue, pValue <= level else { continue }
      claims[index].onTypicalFunctions = conclusion(
        claims[index].comparison.ratioInterval, about: 1)
    }
    return claims
  }

  private static func signFlip(
    _ comparison: PairedComparison, suiteSeed: UInt64, index: Int
  ) -> Double? {
    guard comparison.excluded == 0 else { return nil }
    return SignFlipTest(comparison.differences, suiteSeed: suiteSeed, index: index).pValue
  }

  /// Where a whole interval lies; a divergence makes a mean infinite, and so never lower.
  static func conclusion(_ interval: Interval, about equality: Double) -> Conclusion {
    if interval.high < equality { return .lower }
    return interval.low > equality ? .higher : .undecided
  }
}
