/// The learning rate of one hand-designed optimizer, tuned on meta-validation functions, or all that its
/// users tune.
public struct TuningResult: Codable, Equatable, Sendable {
  public var optimizer: String
  public var optimizee: String
  public var horizon: Int
  /// Meta-validation functions each learning rate was tried on.
  public var functions: Int
  /// Every learning rate tried, in increasing order; none where all settings were drawn.
  public var curve: [Point]
  public var learningRate: Double
  /// How often the grid was widened because its best point lay at an edge.
  public var widenings: Int
  /// Gradient evaluations spent: the price of the tuning.
  public var gradientEvaluations: Int
  /// Where all that users tune was drawn at random; absent where the learning rate alone was tuned.
  public var search: Search?

  public struct Point: Codable, Equatable, Sendable {
    public var learningRate: Double
    /// Mean final loss; absent when a function diverged.
    public var meanFinalLoss: Double?
    public var diverged: Int

    public init(learningRate: Double, meanFinalLoss: Double?, diverged: Int) {
      self.learningRate = learningRate
      self.meanFinalLoss = meanFinalLoss
      self.diverged = diverged
    }
  }

  public struct Search: Codable, Equatable, Sendable {
    /// The rule by its own name, such as `nag` of `nag-tuned`.
    public var rule: String
    /// In their order.
    public var draws: [Draw]
    /// The index of the best draw, whose learning rate is that of the result.
    public var chosen: Int
    /// The meta-training run whose weights were tuned; absent for a hand-designed optimizer.
    public var metaSeed: Int?

    public init(rule: String, draws: [Draw], chosen: Int, metaSeed: Int? = nil) {
      self.rule = rule
      self.draws = draws
      self.chosen = chosen
      self.metaSeed = metaSeed
    }
  }

  public struct Draw: Codable, Equatable, Sendable {
    /// All settings of the rule, by the names of suite files.
    public var settings: [String: SettingValue]
    /// Mean final loss; absent when a function diverged.
    public var meanFinalLoss: Double?
    public var diverged: Int

    public init(settings: [String: SettingValue], meanFinalLoss: Double?, diverged: Int) {
      self.settings = settings
      self.meanFinalLoss = meanFinalLoss
      self.diverged = diverged
    }
  }

  public init(
    optimizer: String, optimizee: String, horizon: Int, functions: Int, curve: [Point],
    learningRate: Double, widenings: Int, gradientEvaluations: Int, search: Search? = nil
  ) {
    self.optimizer = optimizer
    self.optimizee = optimizee
    self.horizon = horizon
    self.functions = functions
    self.curve = curve
    self.learningRate = learningRate
    self.widenings = widenings
    self.gradientEvaluations = gradientEvaluations
    self.search = search
  }
}
