/// The variance of a mean over meta-seeds and functions, level by level.
///
/// For the crossed mean x̄ it is estimated by Σ over levels of s²/n: the variance between row means
/// (n meta-seeds) plus that between column means (n functions). Each contains part of the interaction
/// of the two, so the sum is a little too large, never too small, on average (Owen, 2007). Its degrees
/// of freedom are Welch and Satterthwaite's: (Σ v)² / Σ v²/(n − 1).
public struct VarianceComponents: Equatable, Sendable {
  public let variance: Double
  /// Infinite when the variance is 0.
  public let degreesOfFreedom: Double

  /// The variance of the mean of one optimizer's values.
  public init(_ samples: Samples) {
    self.init(levels: [samples.rowMeans, samples.columnMeans])
  }

  /// The variance of mean(`first`) − mean(`second`): functions are paired, meta-seeds are not.
  public init(_ first: Samples, minus second: Samples) {
    let differences = zip(first.columnMeans, second.columnMeans).map { $0 - $1 }
    self.init(levels: [first.rowMeans, second.rowMeans, differences])
  }

  /// A level with a single value tells nothing and is left out. When none is left the variance is
  /// unknown: infinite, with one degree of freedom.
  private init(levels: [[Double]]) {
    var sum = 0.0
    var squares = 0.0
    let telling = levels.filter { $0.count > 1 }
    for level in telling {
      let n = Double(level.count)
      let component = Summary.variance(level) / n
      sum += component
      squares += component * component / (n - 1)
    }
    guard !telling.isEmpty, sum.isFinite else {
      variance = .infinity
      degreesOfFreedom = 1
      return
    }
    variance = sum
    degreesOfFreedom = squares > 0 ? sum * sum / squares : .infinity
  }
}
