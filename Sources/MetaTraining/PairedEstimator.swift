import Optimizees
import Optimizers
import Settings

/// An estimator by antithetic pairs of particles that live longer than a window: the settings that they
/// share. `ParticlePool` is what they do.
///
/// An episode of the trainer is a generation of particles: all begin anew when it begins. Inside it the
/// particles run one episode after the other. So a generation is all that has to be repeated of a run
/// that was stopped, and no particle is ever written down.
public protocol PairedEstimator: MetaGradientEstimator {
  /// σ of the perturbations of every metaParameter.
  var standardDeviation: Double { get set }
  /// n; twice as many particles.
  var pairs: Int { get set }
  var unrollLength: Int { get set }
  var lossOf: WindowLoss { get set }
  /// Episodes of particles have lengths drawn log-uniformly from it to the horizon; nil where all have the
  /// horizon.
  var shortestHorizon: Int? { get set }
  /// Horizons in a generation.
  var generation: Int { get set }

  /// What sets the estimators apart.
  static var scheme: PairScheme { get }
}

/// When pairs are perturbed anew, and what multiplies the difference of their losses.
public enum PairScheme: Sendable {
  /// Anew in every window, from the state of a third particle that is not perturbed; the window's own
  /// perturbation.
  case truncated
  /// Anew in every window; the sum of the perturbations since the episode began.
  case persistent
  /// Anew in every episode; the episode's perturbation.
  case noiseReuse
}

extension PairedEstimator {
  public static var needsWindow: Bool { false }

  public static var fields: [Field<Self>] {
    [
      Field(
        "standardDeviation", \.standardDeviation, .positive(),
        page: "σ of the perturbations of every metaParameter",
        words: { "perturbations of \(shortest($0))" }),
      Field(
        "pairs", \.pairs, .count(upTo: 1_024), page: "antithetic pairs of particles",
        words: { "\($0) antithetic pairs" }),
      Field(
        "unrollLength", \.unrollLength, .count(upTo: Distribution.largestHorizon),
        page: "inner steps between two meta steps, a divisor of the horizon",
        words: { "windows of \($0)" }),
      .lossOf(\.lossOf),
      Field(
        "shortestHorizon", \.shortestHorizon, .count(upTo: Distribution.largestHorizon),
        saying: "the horizon",
        page:
          "the particles' episodes have lengths drawn log-uniformly from this to the horizon, and"
          + " may end inside a window",
        words: { "episodes from \($0) updates on" }),
      Field(
        "generation", \.generation, .count(from: 2, upTo: 1_000), default: 1, saying: "1",
        page:
          "horizons in an episode of the schedule, after which all particles begin anew. From 2 on"
          + " the starts are staggered: the first episode of a pair is cut to a length drawn uniformly",
        words: { "generations of \($0) horizons" }),
    ]
  }

  public func check(with distribution: Distribution) throws(SettingConflict) {
    try checkWindows(of: distribution)
    guard shortestHorizon ?? 1 <= distribution.horizon else {
      throw SettingConflict(
        "shortestHorizon", expected: "at most the horizon (\(distribution.horizon))")
    }
  }

  public func particles(of rule: any LearnedRule) -> Int {
    switch Self.scheme {
    case .truncated: 3 * pairs
    case .persistent, .noiseReuse: 2 * pairs
    }
  }

  public func innerSteps(ofHorizon horizon: Int) -> Int { generation * horizon }

  /// Where lengths differ, the first episode may have one step, and no other fewer than the shortest.
  public func batches(ofHorizon horizon: Int) -> Int {
    let shortest = shortestHorizon ?? horizon
    let steps = innerSteps(ofHorizon: horizon)
    let later = generation > 1 ? steps - 1 : steps - shortest
    return pairs * (1 + (later + shortest - 1) / shortest)
  }

  public func episodes(
    of rule: any LearnedRule, for layout: ParameterLayout, threads: Int
  ) -> any EstimatorEpisodes {
    ParticlePool(self, rule: rule, threads: threads)
  }
}
