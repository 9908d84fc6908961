/// One optimizer against another on the same functions.
///
/// A function on which any row of either side diverged has no ratio: it is excluded there and counted.
/// Ranks need no such rule: a divergence is the worst of all.
public struct PairedComparison: Equatable, Sendable {
  /// Geometric mean over functions of first / second; NaN when every function is excluded.
  public let ratio: Double
  /// 95 % interval of the ratio by the hierarchical bootstrap.
  public let ratioInterval: Interval
  /// Functions without a ratio.
  public let excluded: Int
  /// Share of the pairs (row of first, row of second, function) in which first is lower; a tie is ½.
  public let winProbability: Double
  /// The test of a ratio of 1; absent when every function is excluded.
  public let test: LogRatioTest?
  /// Per function, mean ln(first) − mean ln(second) over the rows: ±∞ where one side diverged, 0
  /// where both did.
  public let differences: [Double]

  /// `bootstrap` is for as many functions as the samples have; with exclusions a smaller one from the
  /// same streams is drawn.
  public init(_ first: Samples, against second: Samples, bootstrap: HierarchicalBootstrap) {
    let kept = Samples.functionsWithoutDivergence(first, second)
    let (logFirst, logSecond) = (first.logarithms, second.logarithms)
    excluded = first.functions - kept.count
    winProbability = Self.winProbability(first, second)
    differences = zip(logFirst.columnMeans, logSecond.columnMeans).map { $0 == $1 ? 0 : $0 - $1 }
    guard !kept.isEmpty else {
      ratio = .nan
      ratioInterval = .undefined
      test = nil
      return
    }
    let keptFirst = logFirst.selecting(functions: kept)
    let keptSecond = logSecond.selecting(functions: kept)
    let test = LogRatioTest(logarithms: keptFirst, against: keptSecond)
    ratio = Elementary.exp(test.estimate)
    ratioInterval =
      bootstrap.resized(to: kept.count)
      .differenceInterval(of: keptFirst, minus: keptSecond).exponential
    self.test = test
  }

  private static func winProbability(_ first: Samples, _ second: Samples) -> Double {
    var halves = 0
    for row in first.rows {
      for rival in second.rows {
        for function in 0..<first.functions {
          if row[function] < rival[function] {
            halves += 2
          } else if row[function] == rival[function] {
            halves += 1
          }
        }
      }
    }
    return Double(halves) / Double(2 * first.metaSeeds * second.metaSeeds * first.functions)
  }
}
