/// Wilcoxon's signed-rank test of differences symmetric about 0.
///
/// Zeros are dropped, tied magnitudes share their mean rank, ±∞ (a divergence on one side) rank
/// highest. Exact for at most 50 differences without ties; otherwise the normal approximation with
/// the tie correction and without a continuity correction.
public struct WilcoxonSignedRank: Equatable, Sendable {
  /// Sum of the ranks of the positive differences.
  public let positiveRankSum: Double
  /// Two-sided; 1 when every difference is 0.
  public let pValue: Double

  static let exactLimit = 50

  public init(_ differences: [Double]) {
    let kept = differences.filter { $0 != 0 }.sorted { $0.magnitude < $1.magnitude }
    let n = kept.count
    var sum = 0.0
    var tieTerm = 0.0
    var start = 0
    while start < n {
      var end = start + 1
      while end < n, kept[end].magnitude == kept[start].magnitude { end += 1 }
      let ties = Double(end - start)
      let rank = 0.5 * Double(start + 1 + end)
      for position in start..<end where kept[position] > 0 { sum += rank }
      tieTerm += ties * ties * ties - ties
      start = end
    }
    positiveRankSum = sum
    if n == 0 {
      pValue = 1
    } else if tieTerm == 0, n <= Self.exactLimit {
      pValue = Self.exactPValue(rankSum: Int(sum), count: n)
    } else {
      let count = Double(n)
      let mean = count * (count + 1) / 4
      let variance = count * (count + 1) * (2 * count + 1) / 24 - tieTerm / 48
      pValue = min(1, 2 * Normal.upperTail((sum - mean).magnitude / variance.squareRoot()))
    }
  }

  /// Twice the smaller tail of the number of sign patterns by rank sum, counted by adding one rank at
  /// a time; exact in Double up to 2⁵³ patterns.
  private static func exactPValue(rankSum: Int, count: Int) -> Double {
    let total = count * (count + 1) / 2
    var patterns = [Double](repeating: 0, count: total + 1)
    patterns[0] = 1
    var reached = 0
    for rank in 1...count {
      reached += rank
      for sum in stride(from: reached, through: rank, by: -1) {
        patterns[sum] += patterns[sum - rank]
      }
    }
    var tail = 0.0
    for sum in 0...min(rankSum, total - rankSum) { tail += patterns[sum] }
    var all = 1.0
    for _ in 0..<count { all *= 2 }
    return min(1, 2 * tail / all)
  }
}
