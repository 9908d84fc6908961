import Settings

/// The names a suite may use. `Execution` fills it in, because this module knows no numeric one.
public struct Vocabulary: Sendable {
  /// Facts about an optimizee family by its name; nil when there is none of that name. May throw
  /// when the family exists but cannot be used, for example because its data is missing.
  public var optimizee: @Sendable (String) throws -> OptimizeeFacts?
  /// What to expect in place of an optimizee's name that nobody knows; nil when it is like none.
  public var hint: @Sendable (String) -> String?
  /// Names or patterns of all optimizee families, for errors.
  public var optimizees: [String]
  public var handDesigned: [String]
  /// What a random search draws the settings of hand-designed optimizers from, by their names.
  public var searchSpaces: [String: CanonicalJSON]
  /// GSL's minimisers.
  public var minimisers: [String]
  /// Stands for the hand-designed optimizers and kinds of learned optimizer, by name, that a program
  /// added to those built in; it enters the keys of their cells.
  public var fingerprints: [String: String]
  public var arithmetic: WorkArithmetic
  public var learned: Learned

  /// What learned optimizers may be made of.
  public struct Learned: Sendable {
    /// Reads the section `rule`.
    public var rule: @Sendable (any SettingSource) throws -> any DescribedSettings
    /// Reads the section `estimator`.
    public var estimator: @Sendable (any SettingSource) throws -> any DescribedSettings
    /// Throws where a rule, an estimator and the rest do not go together; blames one of the sections.
    public var check: @Sendable (TrainingSettings) throws(SettingConflict) -> Void
    /// Batches of functions that an episode of the schedule may draw.
    public var batches: @Sendable (TrainingSettings) -> Int
    /// Throws where a rule is not for the functions of an optimizee.
    public var fits:
      @Sendable (any DescribedSettings, Suite.Optimizee) throws(SettingConflict) -> Void
    /// What a random search draws the settings from that a rule leaves to its users; nil where it leaves
    /// none.
    public var searchSpace: @Sendable (any DescribedSettings) -> CanonicalJSON?
    /// Reads an optimizer file; the path is for errors.
    public var file: @Sendable (_ bytes: [UInt8], _ path: String) throws -> FrozenOptimizer.Content
    /// Every key that some rule, or some estimator, has.
    public var ruleKeys: [String]
    public var estimatorKeys: [String]

    public init(
      rule: @escaping @Sendable (any SettingSource) throws -> any DescribedSettings,
      estimator: @escaping @Sendable (any SettingSource) throws -> any DescribedSettings,
      check: @escaping @Sendable (TrainingSettings) throws(SettingConflict) -> Void,
      batches: @escaping @Sendable (TrainingSettings) -> Int,
      fits:
        @escaping @Sendable (any DescribedSettings, Suite.Optimizee) throws(SettingConflict)
        -> Void,
      searchSpace: @escaping @Sendable (any DescribedSettings) -> CanonicalJSON?,
      file: @escaping @Sendable ([UInt8], String) throws -> FrozenOptimizer.Content,
      ruleKeys: [String], estimatorKeys: [String]
    ) {
      self.rule = rule
      self.estimator = estimator
      self.check = check
      self.batches = batches
      self.fits = fits
      self.searchSpace = searchSpace
      self.file = file
      self.ruleKeys = ruleKeys
      self.estimatorKeys = estimatorKeys
    }
  }

  public init(
    optimizees: [String], learned: Learned, handDesigned: [String],
    searchSpaces: [String: CanonicalJSON] = [:], minimisers: [String],
    fingerprints: [String: String] = [:], arithmetic: WorkArithmetic,
    hint: @escaping @Sendable (String) -> String? = { _ in nil },
    optimizee: @escaping @Sendable (String) throws -> OptimizeeFacts?
  ) {
    self.optimizees = optimizees
    self.learned = learned
    self.handDesigned = handDesigned
    self.searchSpaces = searchSpaces
    self.minimisers = minimisers
    self.fingerprints = fingerprints
    self.arithmetic = arithmetic
    self.hint = hint
    self.optimizee = optimizee
  }
}

/// What a plan has to know of an optimizee family.
public struct OptimizeeFacts: Equatable, Sendable {
  /// Whether the loss is the same at every call: no minibatches.
  public var isDeterministic: Bool
  /// Stands for everything outside of the suite file that the functions depend on, such as the
  /// checksums of a data set.
  public var fingerprint: String
  /// Versions of the arithmetic that a function is drawn and its gradient computed with, by numeric
  /// module.
  public var arithmetic: [String: Int]
  /// A sentence about the data, for the report.
  public var dataNote: String?
  /// Parameters of one function. Time and memory are estimated from it; no key has it.
  public var parameterCount: Int
  /// Why losses do not stand beside published ones, as words after the name; nil where they may.
  public var unlikePublished: String?

  public init(
    isDeterministic: Bool, fingerprint: String, arithmetic: [String: Int],
    dataNote: String? = nil, parameterCount: Int = 1, unlikePublished: String? = nil
  ) {
    self.isDeterministic = isDeterministic
    self.fingerprint = fingerprint
    self.arithmetic = arithmetic
    self.dataNote = dataNote
    self.parameterCount = parameterCount
    self.unlikePublished = unlikePublished
  }
}

extension [OptimizeeFacts] {
  /// Of all together.
  var arithmetic: [String: Int] {
    map(\.arithmetic).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: Swift.max) }
  }
}
