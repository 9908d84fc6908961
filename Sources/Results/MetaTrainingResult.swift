/// One meta-training run of a learned optimizer: one meta-seed.
public struct MetaTrainingResult: Codable, Equatable, Sendable {
  public var optimizer: String
  public var optimizee: String
  public var metaSeed: Int
  public var metaLearningRate: Double
  /// One entry an epoch, in order; epoch 0 is the untrained optimizer.
  public var epochs: [Epoch]
  /// The epoch whose metaParameters were kept.
  public var bestEpoch: Int
  /// Why it ended: `epochs` (all were run) or `patience` (no better epoch for long enough); `diverged`
  /// when no epoch has a validation loss, the untrained optimizer's included.
  public var stopped: String
  /// Windows left out of training because their loss, their metaGradient or its square was not finite,
  /// each with the rest of its episode.
  public var skippedWindows: Int
  public var metaSteps: Int
  /// File name of the optimizer, inside `optimizers/`, and the SHA-256 of its bytes.
  public var optimizerFile: String
  public var optimizerDigest: String

  public struct Epoch: Codable, Equatable, Sendable {
    public var metaSteps: Int
    /// Mean training loss over the epoch's inner steps and functions; absent for epoch 0 and when
    /// not finite.
    public var trainingLoss: Double?
    /// Mean final loss over the meta-validation functions; absent when one of them diverged.
    public var validationLoss: Double?
    /// Largest norm of a window's metaGradient in the epoch, before clipping; absent for epoch 0.
    public var largestMetaGradientNorm: Double?

    public init(
      metaSteps: Int, trainingLoss: Double?, validationLoss: Double?,
      largestMetaGradientNorm: Double?
    ) {
      self.metaSteps = metaSteps
      self.trainingLoss = trainingLoss
      self.validationLoss = validationLoss
      self.largestMetaGradientNorm = largestMetaGradientNorm
    }
  }

  public init(
    optimizer: String, optimizee: String, metaSeed: Int, metaLearningRate: Double, epochs: [Epoch],
    bestEpoch: Int, stopped: String, skippedWindows: Int, metaSteps: Int, optimizerFile: String,
    optimizerDigest: String
  ) {
    self.optimizer = optimizer
    self.optimizee = optimizee
    self.metaSeed = metaSeed
    self.metaLearningRate = metaLearningRate
    self.epochs = epochs
    self.bestEpoch = bestEpoch
    self.stopped = stopped
    self.skippedWindows = skippedWindows
    self.metaSteps = metaSteps
    self.optimizerFile = optimizerFile
    self.optimizerDigest = optimizerDigest
  }
}
