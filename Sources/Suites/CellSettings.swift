/// What a gradient is turned into before a learned optimizer sees it.
public enum Preprocessing: Equatable, Sendable {
  case raw
  /// (log|g|/p, sign g) for |g| ≥ e⁻ᵖ, else (−1, eᵖg).
  case logAndSign(p: Double)
}

/// Where half of the coordinates are seen through a minus.
public enum CoordinateSigns: String, CaseIterable, Sendable {
  case mixed
  case mixedAfterFirstTensor = "mixed-after-first-tensor"
}

/// What the updates of windows after the first are multiplied by.
public enum LaterUpdateScale: Equatable, Sendable {
  case all(Double)
  /// One factor for each of these windows.
  case each([Double])
}

/// All of a meta-training run but its meta learning rate and meta-seed.
public struct TrainingSettings: Equatable, Sendable {
  /// The kind of learned optimizer, a name of the vocabulary.
  public var kind: String
  public var optimizee: Suite.Optimizee
  public var preprocessing: Preprocessing
  /// Factor on the learned optimizer's output.
  public var outputScale: Double
  /// Nil sees every coordinate as it is.
  public var coordinateSigns: CoordinateSigns?
  /// Added to the forget biases of the untrained optimizer; nil for Sonnet v1's.
  public var forgetBias: Double?
  public var horizon: Int
  public var unrollLength: Int
  /// Factor on the updates of windows after the first, in meta-training alone; nil for 1.
  public var laterUpdateScale: LaterUpdateScale?
  /// Bounds of the factor on the initial parameters of meta-training functions; nil leaves them alone.
  public var initialScale: ClosedRange<Double>?
  /// The same of meta-validation functions.
  public var validationScale: ClosedRange<Double>?
  public var functionsPerEpisode: Int
  public var episodesPerEpoch: Int
  public var epochs: Int
  /// Epochs without a better validation loss before stopping; nil runs all.
  public var patience: Int?
  public var validationFunctions: Int
  /// Largest norm of a metaGradient; nil clips nothing.
  public var gradientClipping: Double?
  /// The metaGradient is taken from every n-th chunk of the coordinates of large tensors, times n; nil
  /// takes it from all.
  public var metaGradientStride: Int?
  /// Forgetting factor of the running mean of the metaParameters that is measured and kept; nil takes
  /// the metaParameters themselves.
  public var averaging: Double?
  /// The meta learning rate falls geometrically to this multiple of itself over the epochs, so that a
  /// search goes through the whole schedule in its fewer epochs.
  public var decay: Double
}

extension TrainingSettings {
  var functionsPerEpoch: Int { episodesPerEpoch * functionsPerEpisode }

  /// Windows of an episode after the first.
  public var laterWindows: Int { horizon / unrollLength - 1 }
}

/// The grid on which learning rates of hand-designed optimizers are tuned.
public struct TuningSettings: Equatable, Sendable {
  public var functions: Int
  public var lowestLearningRate: Double
  public var highestLearningRate: Double
  public var pointsPerDecade: Int
  public var refinements: Int
}
