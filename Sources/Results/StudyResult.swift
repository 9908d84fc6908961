/// How far estimators are from the derivative of the meta-loss of whole episodes, at fixed metaParameters.
public struct StudyResult: Codable, Equatable, Sendable {
  public var optimizer: String
  /// `untrained` or `meta-trained`.
  public var point: String
  public var optimizee: String
  public var horizon: Int
  public var functions: Int
  public var metaParameters: Int
  public var standardDeviation: Double
  public var pairs: Int
  /// Episodes of the reference: evolution strategies over whole episodes.
  public var referenceEpisodes: Int
  /// Squared length of the reference, noise taken out; absent when it was not finite.
  public var referenceSquare: Value?
  public var rows: [Row]

  /// A number and its standard error.
  public struct Value: Codable, Equatable, Sendable {
    public var value: Double
    public var error: Double

    public init(value: Double, error: Double) {
      self.value = value
      self.error = error
    }
  }

  /// One estimator with one length of its windows. A number is absent where estimates were not finite or
  /// nothing but noise.
  public struct Row: Codable, Equatable, Sendable {
    public var estimator: String
    /// Of an episode.
    public var windows: Int
    public var episodes: Int
    /// Of one episode, over all particles and functions.
    public var innerSteps: Int?
    /// |mean − reference|² over |reference|², noise taken out.
    public var squaredBias: Value?
    /// Of one episode's sum of estimates, over |reference|².
    public var variance: Value?
    /// Between mean and reference, noise taken out.
    public var cosine: Value?

    public init(
      estimator: String, windows: Int, episodes: Int, innerSteps: Int?, squaredBias: Value?,
      variance: Value?, cosine: Value?
    ) {
      self.estimator = estimator
      self.windows = windows
      self.episodes = episodes
      self.innerSteps = innerSteps
      self.squaredBias = squaredBias
      self.variance = variance
      self.cosine = cosine
    }
  }

  public init(
    optimizer: String, point: String, optimizee: String, horizon: Int, functions: Int,
    metaParameters: Int, standardDeviation: Double, pairs: Int, referenceEpisodes: Int,
    referenceSquare: Value?, rows: [Row]
  ) {
    self.optimizer = optimizer
    self.point = point
    self.optimizee = optimizee
    self.horizon = horizon
    self.functions = functions
    self.metaParameters = metaParameters
    self.standardDeviation = standardDeviation
    self.pairs = pairs
    self.referenceEpisodes = referenceEpisodes
    self.referenceSquare = referenceSquare
    self.rows = rows
  }
}

extension StudyResult {
  func validate() throws(Flaw) {
    for (name, count) in [
      ("horizon", horizon), ("functions", functions), ("metaParameters", metaParameters),
      ("pairs", pairs), ("referenceEpisodes", referenceEpisodes), ("rows", rows.count),
    ] { try Flaw.unless(count >= 1, name, found: count, "at least 1") }
    try Flaw.unless(
      standardDeviation.isPositiveAndFinite, "standardDeviation", found: standardDeviation,
      "a number above 0")
    try Self.validate(referenceSquare, "referenceSquare")
    for (index, row) in rows.enumerated() {
      let place = "rows[\(index)]"
      try Flaw.unless(
        row.windows >= 1 && horizon.isMultiple(of: row.windows), place, found: row.windows,
        "windows that divide the horizon")
      try Flaw.unless(row.episodes >= 1, place, found: row.episodes, "episodes of at least 1")
      try Flaw.unless(
        row.innerSteps ?? 1 >= 1, place, found: row.innerSteps as Any, "innerSteps of at least 1")
      for value in [row.squaredBias, row.variance, row.cosine] { try Self.validate(value, place) }
    }
  }

  private static func validate(_ value: Value?, _ place: String) throws(Flaw) {
    guard let value else { return }
    try Flaw.unless(
      value.value.isFinite && value.error.isFinite && value.error >= 0, place, found: value,
      "finite numbers, the error at least 0")
  }
}
