import Kernels
import Optimizees
import Optimizers

/// The pairs of a generation, in step from window to window: what the estimators by antithetic pairs do.
///
/// An estimate is
///
///     g = (1/n) Σ_{p=1…n} Σ_{segments} (L_p⁺ − L_p⁻) / 2σ · coefficient,
///
/// where a pair has more than one segment only where an episode ends inside the window, and L is the mean
/// over functions of the losses that count. A reset takes no inner step, and the loss of initial
/// parameters, which no metaParameter changes, never counts.
///
/// Pair after pair plans and so draws, then threads share the pairs. Sums go over the pairs in order, and
/// over the segments of each, in Double. A difference that is not finite counts as 0; its pair has no part
/// in the mean loss.
final class ParticlePool<Estimator: PairedEstimator>: EstimatorEpisodes {
  private let estimator: Estimator
  private var settings: PairSettings { estimator.settings }
  private let rule: any LearnedRule
  private let loop: ParallelLoop
  private var pairs: [ParticlePair] = []
  private var draws: PairDraws?
  private var functions = 0
  /// Windows to the end of the generation.
  private var windows = 0

  init(_ estimator: Estimator, rule: any LearnedRule, threads: Int) {
    self.estimator = estimator
    self.rule = rule
    loop = ParallelLoop(threads: threads)
  }

  func begin(_ draw: EpisodeDraw) {
    pairs = (0..<settings.pairs).map { _ in ParticlePair(Estimator.scheme, settings, rule: rule) }
    draws = PairDraws(draw, settings, metaParameterCount: rule.metaParameterCount)
    functions = draw.batch.functions.count
    windows = estimator.innerSteps(ofHorizon: draw.horizon) / settings.unrollLength
  }

  func next(_ metaParameters: [Float]) -> MetaGradient? {
    guard let draws, windows > 0 else { return nil }
    windows -= 1
    for pair in pairs { pair.plan(by: draws) }
    nonisolated(unsafe) let pairs = pairs
    loop.run(pairs.count) { index, _ in pairs[index].run(at: metaParameters) }
    return MetaGradient(
      values: estimate(metaParameters.count), meanLoss: meanLoss,
      innerSteps: estimator.particles(of: rule) * functions * settings.unrollLength)
  }

  private func estimate(_ count: Int) -> [Float] {
    var values = [Double](repeating: 0, count: count)
    let weight = 1 / (2 * settings.standardDeviation * Double(pairs.count * functions))
    for segment in pairs.lazy.flatMap(\.segments) {
      let slope = (segment.losses[0] - segment.losses[1]) * weight
      guard slope.isFinite else { continue }
      for index in values.indices { values[index] += slope * segment.coefficient[index] }
    }
    return values.map { Float($0) }
  }

  /// Over both particles of all finite pairs; not a number where none is.
  private var meanLoss: Double {
    let finite = pairs.map(\.totalLoss).filter(\.isFinite)
    let steps = 2 * finite.count * functions * settings.unrollLength
    return finite.reduce(0, +) / Double(steps)
  }
}
