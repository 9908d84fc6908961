import Optimizees
import Optimizers
import Settings

/// An estimator by antithetic pairs of particles that live longer than a window. `ParticlePool` is what
/// they do.
///
/// An episode of the trainer is a generation of particles: all begin anew when it begins. Inside it the
/// particles run one episode after the other. So a generation is all that has to be repeated of a run
/// that was stopped, and no particle is ever written down.
public protocol PairedEstimator: MetaGradientEstimator {
  var settings: PairSettings { get set }

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
  public init(
    standardDeviation: Double, pairs: Int, unrollLength: Int, lossOf: WindowLoss = .everyStep,
    shortestHorizon: Int? = nil, generation: Int = 1
  ) {
    self.init()
    settings.standardDeviation = standardDeviation
    settings.pairs = pairs
    settings.unrollLength = unrollLength
    settings.lossOf = lossOf
    settings.shortestHorizon = shortestHorizon
    settings.generation = generation
  }

  public static var needsWindow: Bool { false }

  public static var fields: [Field<Self>] { PairSettings.fields.map { $0.within(\.settings) } }

  public var unrollLength: Int { settings.unrollLength }

  public func check(with distribution: Distribution) throws(SettingConflict) {
    try checkWindows(of: distribution)
    guard settings.shortestHorizon ?? 1 <= distribution.horizon else {
      throw SettingConflict(
        "shortestHorizon", expected: "at most the horizon (\(distribution.horizon))")
    }
  }

  public func particles(of rule: any LearnedRule) -> Int {
    switch Self.scheme {
    case .truncated: 3 * settings.pairs
    case .persistent, .noiseReuse: 2 * settings.pairs
    }
  }

  public func innerSteps(ofHorizon horizon: Int) -> Int { settings.generation * horizon }

  /// Where lengths differ, the first episode may have one step, and no other fewer than the shortest.
  public func batches(ofHorizon horizon: Int) -> Int {
    let shortest = settings.shortestHorizon ?? horizon
    let steps = innerSteps(ofHorizon: horizon)
    let later = settings.generation > 1 ? steps - 1 : steps - shortest
    return settings.pairs * (1 + (later + shortest - 1) / shortest)
  }

  public func episodes(
    of rule: any LearnedRule, for layout: ParameterLayout, threads: Int
  ) -> any EstimatorEpisodes {
    ParticlePool(self, rule: rule, threads: threads)
  }
}
