/// Two optimizers on the same functions: the mean of ln(first / second), with meta-seeds and functions
/// both taken as random, against Student's t (Welch and Satterthwaite).
///
/// Means of Samples of logarithms without divergences: see `Samples.functionsWithoutDivergence`.
public struct LogRatioTest: Equatable, Sendable {
  /// mean ln(first) − mean ln(second).
  public let estimate: Double
  public let standardError: Double
  public let degreesOfFreedom: Double

  public init(logarithms first: Samples, against second: Samples) {
    precondition(first.functions == second.functions, "samples are paired function by function")
    let components = VarianceComponents(first, minus: second)
    estimate = Summary.mean(first.rowMeans) - Summary.mean(second.rowMeans)
    standardError = components.variance.squareRoot()
    degreesOfFreedom = components.degreesOfFreedom
  }
}

extension LogRatioTest {
  /// Probability of a mean at least this large when the ratio is `ratio` or less.
  public func worsePValue(than ratio: Double = 1) -> Double {
    tail(estimate - Elementary.log(ratio))
  }

  /// Probability of a mean at least this small when the ratio is `ratio` or more.
  public func betterPValue(than ratio: Double = 1) -> Double {
    tail(Elementary.log(ratio) - estimate)
  }

  /// Two-sided, for a ratio of 1.
  public var pValue: Double { min(1, 2 * min(worsePValue(), betterPValue())) }

  /// Interval of the geometric mean ratio that leaves `tail` out on either side.
  public func ratioInterval(tail: Double = 0.025) -> Interval {
    guard standardError < .infinity else { return Interval(low: 0, high: .infinity) }
    let reach =
      standardError * StudentT.upperQuantile(tail, degreesOfFreedom: degreesOfFreedom)
    return Interval(low: estimate - reach, high: estimate + reach).exponential
  }

  /// The smallest ratio above 1 that a two-sided test at `level` finds with probability `power`,
  /// given this standard error.
  public func smallestDetectableRatio(level: Double = 0.05, power: Double = 0.8) -> Double {
    guard standardError < .infinity else { return .infinity }
    let reach =
      StudentT.upperQuantile(level / 2, degreesOfFreedom: degreesOfFreedom)
      + StudentT.upperQuantile(1 - power, degreesOfFreedom: degreesOfFreedom)
    return Elementary.exp(reach * standardError)
  }

  private func tail(_ excess: Double) -> Double {
    guard standardError < .infinity else { return 1 }
    guard standardError > 0 else { return excess > 0 ? 0 : excess < 0 ? 1 : 0.5 }
    return StudentT.upperTail(excess / standardError, degreesOfFreedom: degreesOfFreedom)
  }
}
