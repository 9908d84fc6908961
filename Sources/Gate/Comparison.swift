import Results
import Statistics

/// What became of a candidate beside its reference.
public struct Comparison: Equatable, Sendable, Codable {
  public var suite: String
  public var outcome: Outcome
  /// What made the two incomparable as a whole. Rows have reasons of their own.
  public var problems: [String]
  /// Remarks that change no outcome.
  public var notes: [String]
  /// The reference's relative margin for hand-designed optimizers and minimisers.
  public var margin: Double
  /// The reference's relative margin for learned optimizers.
  public var learnedMargin: Double
  /// Highest expected share of false alarms.
  public var level: Double
  /// True when an undecided row does not fail the gate.
  public var allowsUndecided: Bool
  /// Those that need a look first: by outcome, then by falling ratio.
  public var rows: [Row]
  /// The cells that differ, in the order of the plan; in the exact layer only.
  public var differences: [Difference]

  public enum Outcome: String, Codable, Sendable, CaseIterable {
    case incomparable, undecided, regression, improvement, pass
  }

  /// One optimizer on one optimizee and horizon.
  public struct Row: Equatable, Sendable, Codable {
    public var optimizee: String
    public var horizon: Int
    public var optimizer: String
    public var outcome: Outcome
    /// What was compared with what, or why it could not be.
    public var compared: String
    /// True when all final losses are the same numbers. Such a row passes without a test.
    public var equal: Bool
    /// Geometric mean of candidate / reference final losses; above 1 is worse.
    public var ratio: Double?
    /// Relative worsening allowed: the suite's margin, or the tolerance of a row compared by it.
    public var margin: Double
    /// 95 % interval of the ratio, over functions and, of a learned optimizer, meta-seeds.
    public var interval: Interval?
    /// One-sided p of "not worse", after Benjamini and Hochberg over the tested rows.
    public var worsePValue: Double?
    /// One-sided p of "not better", likewise.
    public var betterPValue: Double?
    /// True when the interval excludes a worsening beyond the margin.
    public var shownNonInferior: Bool
    /// What holds for the optimizers at hand; of a learned optimizer that changed.
    public var theseOptimizers: TheseOptimizers?
    /// The smallest ratio that this reference finds with probability 0.8; of learned optimizers.
    public var smallestRegression: Double?
  }

  /// The same comparison with the meta-seeds given: paired by function, it says whether *these*
  /// optimizers changed, and nothing about others from the same meta-training.
  public struct TheseOptimizers: Equatable, Sendable, Codable {
    public var metaSeeds: Int
    public var ratio: Double
    /// 95 % interval over functions alone.
    public var interval: Interval

    public var areWorse: Bool { interval.low > 1 }
    public var areBetter: Bool { interval.high < 1 }
  }

  /// A cell whose record is not the same bytes.
  public struct Difference: Equatable, Sendable, Codable {
    /// What the record calls the cell.
    public var cell: String
    public var what: What

    public enum What: String, Codable, Sendable {
      case settings = "other settings"
      case record = "another record"
      case optimizerFile = "another record and optimizer file"
    }
  }
}

extension Comparison {
  /// Two folders of which one could not be read.
  public init(suite: String, unreadable reason: String) {
    self.init(suite: suite, problems: [reason])
  }

  /// A comparison of which nothing but its problems is known yet.
  init(
    suite: String, problems: [String], notes: [String] = [], margin: Double = 0,
    learnedMargin: Double = 0, level: Double = 0, allowsUndecided: Bool = false
  ) {
    self.suite = suite
    outcome = .incomparable
    self.problems = problems
    self.notes = notes
    self.margin = margin
    self.learnedMargin = learnedMargin
    self.level = level
    self.allowsUndecided = allowsUndecided
    rows = []
    differences = []
  }
}
