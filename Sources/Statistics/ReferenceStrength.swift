/// What a gate can find with the results of a learned optimizer as its reference.
///
/// The candidate is taken to be another draw like the reference: as many meta-seeds, the same functions,
/// the same spread. The gate's standard error is then known from the reference alone. With n meta-seeds
/// and m functions its square is 2 v/n + 2 e/(n m): v is the variance between the means of the
/// meta-seeds, e that of what meta-seeds and functions leave unexplained. Its degrees of freedom are
/// Welch and Satterthwaite's, as in `LogRatioTest`.
public struct ReferenceStrength: Equatable, Sendable {
  /// A reference of fewer meta-seeds hardly knows its own spread.
  public static let fewestMetaSeeds = 4
  /// The probability with which `smallestRegression` is found.
  public static let power = 0.8

  public let metaSeeds: Int
  /// Of ln(candidate / reference); infinite when there is no spread to learn from.
  public let standardError: Double
  public let degreesOfFreedom: Double

  public var isWeak: Bool { metaSeeds < Self.fewestMetaSeeds }

  /// `losses` are final losses, meta-seed by function. Divergences are left out as the gate does
  /// (`Samples.withoutDivergences`).
  public init(_ losses: Samples) {
    guard
      let logarithms = losses.withoutDivergences(rowsAtLeast: 2).map({
        losses.selecting($0).logarithms
      })
    else {
      metaSeeds = losses.metaSeeds
      standardError = .infinity
      degreesOfFreedom = 1
      return
    }
    let (n, m) = (Double(logarithms.metaSeeds), Double(logarithms.functions))
    let seeds = 2 * Summary.variance(logarithms.rowMeans) / n
    let rest = 2 * logarithms.residualVariance / (n * m)
    metaSeeds = logarithms.metaSeeds
    standardError = (seeds + rest).squareRoot()
    let squares = seeds * seeds / (2 * (n - 1)) + rest * rest / (m - 1)
    degreesOfFreedom = squares > 0 ? (seeds + rest) * (seeds + rest) / squares : .infinity
  }

  /// The smallest ratio above 1 that a gate calls a regression with probability `power`: significantly
  /// worse at `level`, with a 95 % interval that reaches 1 + `margin`. Infinite when no ratio is.
  ///
  /// For one row. With several that are tested the level is shared among them.
  public func smallestRegression(
    margin: Double, level: Double = 0.05, power: Double = power
  ) -> Double {
    guard standardError < .infinity else { return .infinity }
    func quantile(_ tail: Double) -> Double {
      StudentT.upperQuantile(tail, degreesOfFreedom: degreesOfFreedom) * standardError
    }
    let significant = quantile(level)
    let beyondTheMargin = Elementary.log(1 + margin) - quantile(0.025)
    return Elementary.exp(max(significant, beyondTheMargin) + quantile(1 - power))
  }
}

extension Samples {
  /// Mean square of what row means and column means leave unexplained, over (n − 1)(m − 1).
  /// There are at least two rows and two columns.
  var residualVariance: Double {
    let (rowMeans, columnMeans) = (rowMeans, columnMeans)
    let mean = Summary.mean(rowMeans)
    var sum = 0.0
    for (row, rowMean) in zip(rows, rowMeans) {
      for (value, columnMean) in zip(row, columnMeans) {
        let rest = value - rowMean - columnMean + mean
        sum += rest * rest
      }
    }
    return sum / Double((metaSeeds - 1) * (functions - 1))
  }
}
