import Statistics

/// What became of a candidate beside its reference.
public struct Verdict: Equatable, Sendable, Codable {
  public var suite: String
  public var outcome: Outcome
  /// What made the two incomparable as a whole; rows have reasons of their own.
  public var problems: [String]
  /// Remarks that change no outcome.
  public var notes: [String]
  /// Relative margin: a row whose 95 % interval stays below 1 + margin is no regression.
  public var margin: Double
  /// Highest expected share of false alarms.
  public var level: Double
  public var rows: [Row]

  public enum Outcome: String, Codable, Sendable {
    case pass, regression, improvement, incomparable
  }

  /// One optimizer on one optimizee and horizon.
  public struct Row: Equatable, Sendable, Codable {
    public var optimizee: String
    public var horizon: Int
    public var optimizer: String
    public var outcome: Outcome
    /// What was compared with what, or why it could not be.
    public var compared: String
    /// Geometric mean of candidate / reference final losses; above 1 is worse.
    public var ratio: Double?
    /// Relative worsening allowed: the suite's margin, or the tolerance of a row compared by it.
    public var margin: Double
    /// 95 % interval of the ratio.
    public var interval: Interval?
    /// One-sided p of "not worse", after Benjamini and Hochberg over the rows.
    public var worsePValue: Double?
    /// One-sided p of "not better", likewise.
    public var betterPValue: Double?
    /// True when the interval excludes a worsening beyond the margin.
    public var shownNonInferior: Bool
  }
}

extension Verdict {
  /// 0 pass or improvement, 2 regression, 3 incomparable.
  public var exitCode: Int32 {
    switch outcome {
    case .pass, .improvement: 0
    case .regression: 2
    case .incomparable: 3
    }
  }

  /// A whole is as bad as its worst row: incomparable, then regression, then improvement.
  mutating func conclude() {
    let outcomes = rows.map(\.outcome)
    if !problems.isEmpty || outcomes.contains(.incomparable) {
      outcome = .incomparable
    } else if outcomes.contains(.regression) {
      outcome = .regression
    } else {
      outcome = outcomes.contains(.improvement) ? .improvement : .pass
    }
  }
}
