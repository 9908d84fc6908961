/// One candidate of the random search for the meta learning rate.
public struct SearchResult: Codable, Equatable, Sendable {
  public var optimizer: String
  public var optimizee: String
  public var candidate: Int
  public var metaLearningRate: Double
  /// Meta-validation loss of the best epoch; absent when every epoch diverged.
  public var validationLoss: Double?
  public var metaSteps: Int

  public init(
    optimizer: String, optimizee: String, candidate: Int, metaLearningRate: Double,
    validationLoss: Double?, metaSteps: Int
  ) {
    self.optimizer = optimizer
    self.optimizee = optimizee
    self.candidate = candidate
    self.metaLearningRate = metaLearningRate
    self.validationLoss = validationLoss
    self.metaSteps = metaSteps
  }
}
