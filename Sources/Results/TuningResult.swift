/// The learning rate of one hand-designed optimizer, tuned on meta-validation functions.
public struct TuningResult: Codable, Equatable, Sendable {
  public var optimizer: String
  public var optimizee: String
  public var horizon: Int
  /// Meta-validation functions each learning rate was tried on.
  public var functions: Int
  /// Every learning rate tried, in increasing order.
  public var curve: [Point]
  public var learningRate: Double
  /// How often the grid was widened because its best point lay at an edge.
  public var widenings: Int
  /// Gradient evaluations spent: the price of the tuning.
  public var gradientEvaluations: Int

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

  public init(
    optimizer: String, optimizee: String, horizon: Int, functions: Int, curve: [Point],
    learningRate: Double, widenings: Int, gradientEvaluations: Int
  ) {
    self.optimizer = optimizer
    self.optimizee = optimizee
    self.horizon = horizon
    self.functions = functions
    self.curve = curve
    self.learningRate = learningRate
    self.widenings = widenings
    self.gradientEvaluations = gradientEvaluations
  }
}
