/// How evolution strategies go on where the first-order metaGradient leaves off (`MetaTrainer+Evolution`).
public struct Evolution: Equatable, Sendable {
  public var epochs: Int
  /// Meta steps an epoch.
  public var generations: Int
  /// Antithetic pairs a generation, each on a function of its own.
  public var pairs: Int
  /// σ of the perturbations.
  public var spread: Float
  /// Adam's, falling linearly to zero over all generations.
  public var metaLearningRate: Float

  public init(epochs: Int, generations: Int, pairs: Int, spread: Float, metaLearningRate: Float) {
    self.epochs = epochs
    self.generations = generations
    self.pairs = pairs
    self.spread = spread
    self.metaLearningRate = metaLearningRate
  }
}
