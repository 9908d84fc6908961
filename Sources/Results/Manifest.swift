/// What a run set out to do: written beside the records, so that reports and gates know what is
/// missing without reading the suite file.
public struct Manifest: Codable, Equatable, Sendable {
  public var formatVersion: Int
  public var suite: String
  public var description: String
  public var seed: UInt64
  /// Of the suite in which the settings were chosen; absent where the suite file does not tell.
  public var settingsSeed: UInt64?
  public var budgetMinutes: Double
  /// SHA-256 of the suite as decoded: two files that differ in comments only share it.
  public var suiteDigest: String
  /// Relative margin of the gate: a row whose 95 % interval stays below 1 + margin passes.
  public var margin: Double
  /// The margin of learned optimizers; absent where it is `margin`.
  public var learnedMargin: Double?
  /// Sentences about the data the optimizees used, for the report.
  public var data: [String]
  /// Sentences about how each learned optimizer is meta-trained, for the report; absent where none is.
  public var metaTraining: [String]?
  /// Sentences about each optimizer that comes from a file, for the report; absent where none does.
  public var frozen: [String]?
  /// Sentences about each optimizer that is a process of its own, for the report; absent where none is.
  public var external: [String]?
  /// Every cell, in the order of the plan.
  public var cells: [Cell]
  /// Published curves to draw beside ours.
  public var published: [PublishedFigure]
  /// Published final losses to draw beside ours; absent when the suite names none.
  public var publishedFinalLosses: [PublishedFinalLosses]?

  public struct Cell: Codable, Equatable, Sendable {
    public var key: String
    public var label: String
    public var external: Bool

    public init(key: String, label: String, external: Bool) {
      self.key = key
      self.label = label
      self.external = external
    }
  }

  public init(
    suite: String, description: String, seed: UInt64, settingsSeed: UInt64? = nil,
    budgetMinutes: Double, suiteDigest: String, margin: Double, learnedMargin: Double? = nil,
    data: [String], metaTraining: [String]? = nil,
    frozen: [String]? = nil, external: [String]? = nil, cells: [Cell],
    published: [PublishedFigure], publishedFinalLosses: [PublishedFinalLosses]? = nil
  ) {
    self.formatVersion = Record.currentFormatVersion
    self.suite = suite
    self.description = description
    self.seed = seed
    self.settingsSeed = settingsSeed
    self.budgetMinutes = budgetMinutes
    self.suiteDigest = suiteDigest
    self.margin = margin
    self.learnedMargin = learnedMargin
    self.data = data
    self.metaTraining = metaTraining
    self.frozen = frozen
    self.external = external
    self.cells = cells
    self.published = published
    self.publishedFinalLosses = publishedFinalLosses
  }
}

extension Manifest {
  /// The relative margin of rows of this kind.
  public func margin(of kind: EvaluationResult.Kind) -> Double {
    kind == .learned ? learnedMargin ?? margin : margin
  }
}
