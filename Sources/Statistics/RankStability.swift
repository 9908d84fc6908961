/// The order of optimizers over many settings, and how much of it any one family of optimizees decides.
///
/// In each setting optimizers are ranked by loss, 1 the lowest, ties sharing their mean rank and
/// divergences the last. Settings of one family are averaged first, so that a family looked at on many
/// horizons counts no more than another.
public struct RankStability: Equatable, Sendable {
  /// Mean rank of each optimizer over all families.
  public let meanRanks: [Double]
  /// Lowest and highest mean rank of each optimizer when one family is left out.
  public let ranges: [Interval]
  /// Families in order of appearance, and Kendall's τ-b between the mean ranks with and without each;
  /// NaN when either side ranks all alike.
  public let families: [String]
  public let agreements: [Double]

  /// One loss for each optimizer in every setting.
  public init(settings: [(family: String, losses: [Double])]) {
    precondition(
      settings.allSatisfy { $0.losses.count == settings[0].losses.count },
      "every setting ranks the same optimizers")
    var names: [String] = []
    for setting in settings where !names.contains(setting.family) { names.append(setting.family) }
    let ranks = names.map { name in
      Self.columnMeans(settings.filter { $0.family == name }.map { Self.ranks($0.losses) })
    }
    let all = Self.columnMeans(ranks)
    let without =
      names.count > 1
      ? names.indices.map { left in
        Self.columnMeans(ranks.indices.filter { $0 != left }.map { ranks[$0] })
      } : []
    families = names
    meanRanks = all
    ranges = all.indices.map { optimizer in
      let values = without.map { $0[optimizer] } + (without.isEmpty ? [all[optimizer]] : [])
      return Interval(low: values.min() ?? .nan, high: values.max() ?? .nan)
    }
    agreements = without.map { Self.kendall(all, $0) }
  }

  /// Ranks from 1; equal values share the mean of their ranks.
  public static func ranks(_ values: [Double]) -> [Double] {
    values.map { value in
      let below = values.count { $0 < value }
      let equal = values.count { $0 == value }
      return Double(below) + Double(equal + 1) / 2
    }
  }

  /// Kendall's τ-b.
  public static func kendall(_ first: [Double], _ second: [Double]) -> Double {
    var (score, firstPairs, secondPairs) = (0, 0, 0)
    for i in first.indices {
      for j in first.indices where j > i {
        let (a, b) = (sign(first[i] - first[j]), sign(second[i] - second[j]))
        score += a * b
        firstPairs += a * a
        secondPairs += b * b
      }
    }
    return Double(score) / (Double(firstPairs) * Double(secondPairs)).squareRoot()
  }

  private static func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }

  private static func columnMeans(_ rows: [[Double]]) -> [Double] {
    (rows.first ?? []).indices.map { column in Summary.mean(rows.map { $0[column] }) }
  }
}
