import Optimizees
import Optimizers
import Settings

/// Antithetic evolution strategies over whole episodes: the metaGradient of the meta-loss L smoothed by
/// N(0, σ²) on the metaParameters φ (Rechenberg, 1973; Salimans et al., 2017),
///
///     ∇ E L(φ + σε) ≈ (1/n) Σ_{p=1…n} (L(φ + σ ε_p) − L(φ − σ ε_p)) / 2σ · ε_p, ε_p ~ N(0, I).
///
/// L is the mean over functions of the sum over the episode's steps of the loss, as in truncated
/// backpropagation. All particles meet the same functions and minibatches. Nothing goes backwards, so it
/// meta-trains any rule, and sees what an update does to later gradients. An episode gives one
/// metaGradient.
public struct EvolutionStrategies: MetaGradientEstimator {
  public static let kind = "evolution-strategies"
  public static let summary = "antithetic pairs of perturbed copies, each over a whole episode"
  public static let needsWindow = false

  /// σ.
  public var standardDeviation = 0.0
  /// n; twice as many particles.
  public var pairs = 0

  public init() {}

  public init(standardDeviation: Double, pairs: Int) {
    self.standardDeviation = standardDeviation
    self.pairs = pairs
  }

  public static let fields: [Field<EvolutionStrategies>] = [
    Field(
      "standardDeviation", \.standardDeviation, .positive(),
      page: "σ of the perturbations of every metaParameter",
      words: { "perturbations of \(shortest($0))" }),
    Field(
      "pairs", \.pairs, .count(upTo: 1_024), page: "antithetic pairs of particles an episode",
      words: { "\($0) antithetic pairs" }),
  ]

  public func particles(of rule: any LearnedRule) -> Int { 2 * pairs }

  public func episodes(
    of rule: any LearnedRule, for layout: ParameterLayout, threads: Int
  ) -> any EstimatorEpisodes {
    Episodes(self, rule: rule, threads: threads)
  }
}

extension EvolutionStrategies {
  private final class Episodes: EstimatorEpisodes {
    private let estimator: EvolutionStrategies
    private let rule: any LearnedRule
    private let threads: Int
    private var draw: EpisodeDraw?

    init(_ estimator: EvolutionStrategies, rule: any LearnedRule, threads: Int) {
      self.estimator = estimator
      self.rule = rule
      self.threads = threads
    }

    func begin(_ draw: EpisodeDraw) { self.draw = draw }

    func next(_ metaParameters: [Float]) -> MetaGradient? {
      guard let draw else { return nil }
      self.draw = nil
      return estimator.estimate(of: rule, at: metaParameters, on: draw, threads: threads)
    }
  }

  /// ε is drawn pair after pair, metaParameter after metaParameter. Sums go over the pairs in order, in
  /// Double.
  private func estimate(
    of rule: any LearnedRule, at metaParameters: [Float], on draw: EpisodeDraw, threads: Int
  ) -> MetaGradient {
    let directions = (0..<pairs).map { _ in
      metaParameters.map { _ in Float(draw.stream.gaussian()) }
    }
    let optimizers = directions.flatMap {
      rule.optimizers(around: metaParameters, $0, deviation: standardDeviation)
    }
    let totals = draw.totalLosses(of: optimizers, threads: threads)
    let functions = Double(draw.batch.functions.count)
    var values = [Double](repeating: 0, count: metaParameters.count)
    for (pair, direction) in directions.enumerated() {
      let difference = (totals[2 * pair] - totals[2 * pair + 1]) / functions
      let slope = difference / (2 * standardDeviation * Double(pairs))
      for index in values.indices { values[index] += slope * Double(direction[index]) }
    }
    let innerSteps = optimizers.count * draw.batch.functions.count * draw.horizon
    return MetaGradient(
      values: values.map { Float($0) },
      meanLoss: totals.reduce(0, +) / Double(innerSteps), innerSteps: innerSteps)
  }
}
