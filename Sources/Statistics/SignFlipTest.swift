import Sampling

/// The permutation test of a mean difference of 0: under the hypothesis the sign of each difference
/// is a fair coin.
///
/// All sign patterns are tried up to `exactLimit` differences; beyond, `flips` random ones, with the
/// observed pattern counted among them, so that p is never 0 and the size never above the level.
public struct SignFlipTest: Equatable, Sendable {
  /// Two-sided.
  public let pValue: Double

  static let exactLimit = 12

  /// `differences` are finite. Random flips come from stream `index` of role `permutation`.
  public init(
    _ differences: [Double], flips: Int = 9999, suiteSeed: UInt64, index: Int = 0
  ) {
    precondition(differences.allSatisfy(\.isFinite), "sign flips need finite differences")
    let n = differences.count
    // Patterns that tie in exact arithmetic may differ in the last bits of their sums.
    let observed = Self.sum(differences, signs: [0]).magnitude * (1 - 1e-12)
    var extreme = 0
    if n <= Self.exactLimit {
      for pattern in 0..<(1 << n)
      where Self.sum(differences, signs: [UInt32(pattern)]).magnitude >= observed {
        extreme += 1
      }
      pValue = Double(extreme) / Double(1 << n)
    } else {
      let stream = RandomStream(suiteSeed: suiteSeed, role: .permutation, index: index)
      for _ in 0..<flips {
        let signs = (0..<(n + 31) / 32).map { _ in stream.word() }
        if Self.sum(differences, signs: signs).magnitude >= observed { extreme += 1 }
      }
      pValue = Double(extreme + 1) / Double(flips + 1)
    }
  }

  /// Sum in index order, the differences whose bit is set in `signs` negated; absent words are 0.
  private static func sum(_ differences: [Double], signs: [UInt32]) -> Double {
    var sum = 0.0
    for index in 0..<differences.count {
      let word = index / 32 < signs.count ? signs[index / 32] : 0
      let negated = word >> UInt32(index % 32) & 1 == 1
      sum += negated ? -differences[index] : differences[index]
    }
    return sum
  }
}
