import Optimizees
import Optimizers
import Settings

/// Truncated backpropagation through time: the first-order metaGradient of one window after the other
/// (Andrychowicz et al., 2016, section 2 and figure 2).
///
/// Parameters and states are carried over from window to window, gradients are not. Every window gives
/// one metaGradient, of the mean over functions of the sum over the window's steps of the loss, or of the
/// loss after its last step.
public struct TruncatedBackpropagation: MetaGradientEstimator {
  public static let kind = "truncated-backpropagation"
  public static let summary = "first-order metaGradients of one window after the other"
  public static let needsWindow = true

  /// Inner steps the metaGradient flows through.
  public var unrollLength = 0
  /// Factor on the updates of each window, in meta-training alone.
  public var updateScale = Schedule.constant(1)
  public var lossOf = WindowLoss.everyStep

  public init() {}

  public init(
    unrollLength: Int, updateScale: Schedule = .constant(1), lossOf: WindowLoss = .everyStep
  ) {
    self.unrollLength = unrollLength
    self.updateScale = updateScale
    self.lossOf = lossOf
  }

  public static let fields: [Field<TruncatedBackpropagation>] = [
    Field(
      "unrollLength", \.unrollLength, .count(upTo: Distribution.largestHorizon),
      page: "inner steps a metaGradient flows through, a divisor of the horizon",
      words: { "windows of \($0)" }),
    Field(
      "updateScale", \.updateScale, .schedule(of: .positive(atMost: 1)), default: .constant(1),
      saying: "1",
      page: "factor on the updates, over the windows of an episode, during meta-training only. Use"
        + " less than 1 in later windows if learned updates turn out too small: the first-order"
        + " metaGradient ignores that later updates correct earlier ones. The optimizer learns larger"
        + " updates, and is applied without the factor",
      words: { "updates \($0.words) over the windows" }),
    .lossOf(\.lossOf),
  ]

  public func check(with distribution: Distribution) throws(SettingConflict) {
    try checkWindows(of: distribution)
    try updateScale.check(
      "updateScale", parts: distribution.horizon / unrollLength,
      "window of \(unrollLength) updates")
  }

  public func episodes(
    of rule: any LearnedRule, for layout: ParameterLayout, threads: Int
  ) -> any EstimatorEpisodes {
    guard let window = rule.makeWindow(for: layout, steps: unrollLength, threads: threads) else {
      preconditionFailure("a rule that knows a way back")
    }
    return Episodes(self, window: window, threads: threads)
  }

  private final class Episodes: EstimatorEpisodes {
    private let estimator: TruncatedBackpropagation
    private let window: any UnrollWindow
    private let threads: Int
    private var episode: Episode?
    private var number = 0

    init(_ estimator: TruncatedBackpropagation, window: any UnrollWindow, threads: Int) {
      self.estimator = estimator
      self.window = window
      self.threads = threads
    }

    func begin(_ draw: EpisodeDraw) {
      number = draw.number
      episode = Episode(
        draw.batch, window: window, unrollLength: estimator.unrollLength, horizon: draw.horizon,
        lossOf: estimator.lossOf, threads: threads)
    }

    func next(_ metaParameters: [Float]) -> MetaGradient? {
      guard let step = episode?.loop.step, let horizon = episode?.loop.horizon, step < horizon
      else { return nil }
      let index = step / estimator.unrollLength
      let factor = estimator.updateScale.value(index, of: horizon / estimator.unrollLength)
      return episode?.runWindow(
        metaParameters: metaParameters, number: number + index, factor: Float(factor))
    }
  }
}
