/// A closed interval of a statistic; the ends may be infinite.
public struct Interval: Equatable, Sendable, Codable {
  public var low: Double
  public var high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Of a statistic whose spread is unknown.
  public static let undefined = Interval(low: .nan, high: .nan)

  /// The interval of e to the statistic.
  public var exponential: Interval {
    Interval(low: Elementary.exp(low), high: Elementary.exp(high))
  }
}
