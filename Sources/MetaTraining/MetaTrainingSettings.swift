/// How one learned optimizer is meta-trained.
public struct MetaTrainingSettings: Equatable, Sendable {
  /// Inner steps of an episode.
  public var horizon: Int
  /// Inner steps the metaGradient flows through; divides the horizon.
  public var unrollLength: Int
  /// Factor on the updates of each window, during meta-training only. Below 1 the optimizer learns
  /// larger updates, because the first-order metaGradient ignores that later updates correct earlier
  /// ones and so learns too small ones. Nil for 1.
  public var updateScales: [Float]?
  /// The initial parameters of a meta-training function are multiplied by one factor, log-uniform
  /// between these. Nil leaves them as they are; meta-test always does.
  public var initialScale: ClosedRange<Float>?
  /// The same for meta-validation functions.
  public var validationScale: ClosedRange<Float>?
  /// Functions minimised side by side in one episode; the meta-loss is their mean.
  public var functionsPerEpisode: Int
  public var episodesPerEpoch: Int
  public var epochs: Int
  /// Epochs without a better validation loss before meta-training stops; nil to run them all.
  public var patience: Int?
  /// Meta-validation functions measured after every epoch.
  public var validationFunctions: Int
  /// Largest norm of a metaGradient; longer ones are scaled down to it. Nil for no limit.
  public var gradientClipping: Double?
  /// n: window w of episode e takes its metaGradient from every n-th chunk of the coordinates of large
  /// tensors, beginning with chunk (e + w) mod n; 1 takes all of them.
  public var metaGradientStride: Int
  /// d of the running mean of the metaParameters, mean ← d · mean + (1 − d) · metaParameters after meta
  /// step k, d no more than (k − 1)/k. Meta-validation measures it in their place (Polyak and Juditsky,
  /// 1992, with a forgetting factor). 0 for the metaParameters themselves.
  public var averaging: Double
  public var metaLearningRate: Double
  /// Factor on the meta learning rate after every epoch.
  public var decayPerEpoch: Double

  public init(
    horizon: Int, unrollLength: Int, updateScales: [Float]? = nil,
    initialScale: ClosedRange<Float>? = nil, validationScale: ClosedRange<Float>? = nil,
    functionsPerEpisode: Int, episodesPerEpoch: Int, epochs: Int, patience: Int? = nil,
    validationFunctions: Int, gradientClipping: Double? = nil, metaGradientStride: Int = 1,
    averaging: Double = 0, metaLearningRate: Double, decayPerEpoch: Double = 1
  ) {
    precondition(horizon % unrollLength == 0, "the unroll length divides the horizon")
    precondition(
      updateScales.map { $0.count == horizon / unrollLength } ?? true, "one factor for each window")
    self.horizon = horizon
    self.unrollLength = unrollLength
    self.updateScales = updateScales
    self.initialScale = initialScale
    self.validationScale = validationScale
    self.functionsPerEpisode = functionsPerEpisode
    self.episodesPerEpoch = episodesPerEpoch
    self.epochs = epochs
    self.patience = patience
    self.validationFunctions = validationFunctions
    self.gradientClipping = gradientClipping
    self.metaGradientStride = metaGradientStride
    self.averaging = averaging
    self.metaLearningRate = metaLearningRate
    self.decayPerEpoch = decayPerEpoch
  }
}
