/// One meta-training run of a learned optimizer: one meta-seed.
public struct MetaTrainingResult: Codable, Equatable, Sendable {
  public var optimizer: String
  /// Several families stand here with `and` between them.
  public var optimizee: String
  /// The families of the episodes; absent where there is one.
  public var optimizees: [String]?
  /// What every epoch was measured on, in the order of its losses; absent where it is one measurement.
  public var validation: [Measurement]?
  public var metaSeed: Int
  public var metaLearningRate: Double
  /// One entry an epoch, in order; epoch 0 is the untrained optimizer.
  public var epochs: [Epoch]
  /// The epoch whose metaParameters were kept.
  public var bestEpoch: Int
  /// Why it ended: `epochs` (all were run) or `patience` (no better epoch for long enough), or
  /// `curriculum` (its last stage ended, or one brought no better epoch); `diverged`
  /// when no epoch has a validation loss, the untrained optimizer's included.
  public var stopped: String
  /// Windows left out of training because their loss, their metaGradient or its square was not finite,
  /// each with the rest of its episode.
  public var skippedWindows: Int
  public var metaSteps: Int
  /// File name of the optimizer, inside `optimizers/`, and the SHA-256 of its bytes.
  public var optimizerFile: String
  public var optimizerDigest: String

  /// Meta-validation functions of one family, measured at one horizon.
  public struct Measurement: Codable, Equatable, Sendable {
    public var optimizee: String
    /// Absent in a curriculum, where an epoch states its own.
    public var horizon: Int?

    public init(optimizee: String, horizon: Int?) {
      self.optimizee = optimizee
      self.horizon = horizon
    }
  }

  public struct Epoch: Codable, Equatable, Sendable {
    public var metaSteps: Int
    /// Mean training loss over the epoch's inner steps and functions; absent for epoch 0 and when
    /// not finite.
    public var trainingLoss: Double?
    /// Mean final loss over the meta-validation functions; absent when one of them diverged. Of several
    /// measurements it is the geometric mean.
    public var validationLoss: Double?
    /// That of every measurement, null when one of its functions diverged; absent where there is one.
    public var validationLosses: [Double?]?
    /// Of the episodes, and of meta-validation, in a curriculum; absent without.
    public var horizon: Int?
    public var validationHorizon: Int?
    /// Largest norm of a window's metaGradient in the epoch, before clipping; absent for epoch 0.
    public var largestMetaGradientNorm: Double?

    public init(
      metaSteps: Int, trainingLoss: Double?, validationLoss: Double?,
      validationLosses: [Double?]? = nil, horizon: Int? = nil, validationHorizon: Int? = nil,
      largestMetaGradientNorm: Double?
    ) {
      self.metaSteps = metaSteps
      self.trainingLoss = trainingLoss
      self.validationLoss = validationLoss
      self.validationLosses = validationLosses
      self.horizon = horizon
      self.validationHorizon = validationHorizon
      self.largestMetaGradientNorm = largestMetaGradientNorm
    }
  }

  public init(
    optimizer: String, optimizee: String, optimizees: [String]? = nil,
    validation: [Measurement]? = nil, metaSeed: Int, metaLearningRate: Double, epochs: [Epoch],
    bestEpoch: Int, stopped: String, skippedWindows: Int, metaSteps: Int, optimizerFile: String,
    optimizerDigest: String
  ) {
    self.optimizer = optimizer
    self.optimizee = optimizee
    self.optimizees = optimizees
    self.validation = validation
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

  /// The families of the episodes.
  public var families: [String] { optimizees ?? [optimizee] }
}
