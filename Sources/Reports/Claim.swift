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
  var conclusion: Conclusion

  enum Conclusion: String {
    case beats = "beats"
    case losesTo = "loses to"
    case undecided = "cannot be told apart from"
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
            conclusion: .undecided))
      }
    }
    let tested = claims.indices.filter { claims[$0].row.rival?.pValue != nil }
    let adjusted = MultipleTesting.holm(tested.compactMap { claims[$0].row.rival?.pValue })
    for (index, pValue) in zip(tested, adjusted) { claims[index].adjustedPValue = pValue }
    for index in claims.indices { claims[index].conclude() }
    return claims
  }

  private static func signFlip(
    _ comparison: PairedComparison, suiteSeed: UInt64, index: Int
  ) -> Double? {
    guard comparison.excluded == 0 else { return nil }
    return SignFlipTest(comparison.differences, suiteSeed: suiteSeed, index: index).pValue
  }

  /// A claim is won or lost when the adjusted p, the interval and the means agree; a divergence makes
  /// the mean infinite, and so never wins.
  private mutating func conclude() {
    guard let adjustedPValue, adjustedPValue <= Self.level else { return }
    let interval = comparison.ratioInterval
    if interval.high < 1, row.mean < rivalRow.mean { conclusion = .beats }
    if interval.low > 1, row.mean > rivalRow.mean { conclusion = .losesTo }
  }
}
