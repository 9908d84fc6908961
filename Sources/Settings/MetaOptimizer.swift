/// How a metaGradient changes the metaParameters: clipping, Adam, a running mean.
public struct MetaOptimizer: SettingsGroup {
  /// Adam's.
  public var learningRate = MetaLearningRate.fixed(0)
  /// Factor on the learning rate, over the epochs.
  public var learningRateFactor = Schedule.constant(1)
  /// Largest norm of a metaGradient; nil clips nothing.
  public var gradientClipping: Double?
  /// d of the running mean of the metaParameters; nil measures and keeps the metaParameters.
  public var averaging: Double?

  public init() {}

  public init(
    learningRate: Double, learningRateFactor: Schedule = .constant(1),
    gradientClipping: Double? = nil, averaging: Double? = nil
  ) {
    self.learningRate = .fixed(learningRate)
    self.learningRateFactor = learningRateFactor
    self.gradientClipping = gradientClipping
    self.averaging = averaging
  }

  public static let fields: [Field<MetaOptimizer>] = [
    Field(
      "learningRate", \.learningRate, MetaLearningRate.type,
      page: "Adam's, a number above 0, or a search", words: \.words),
    Field(
      "learningRateFactor", \.learningRateFactor, .schedule(of: .positive(atMost: 1)),
      default: .constant(1), saying: "1", page: "factor on the learning rate over the epochs",
      words: { "meta learning rate \($0.words)" }),
    Field(
      "gradientClipping", \.gradientClipping, .positive(), saying: "none",
      page: "longer metaGradients are scaled down to this norm",
      words: { "metaGradients clipped at \(shortest($0))" }),
    Field(
      "averaging", \.averaging, .fraction, saying: "none",
      page: "d: meta-validation measures, and the optimizer file keeps, a running mean of the"
        + " metaParameters: after meta step k, mean ← d · mean + (1 − d) · metaParameters, with"
        + " min(d, (k − 1)/k) for d, so that the first steps form a plain mean",
      words: { "running mean of the metaParameters with \(shortest($0))" }),
  ]
}
