/// Antithetic evolution strategies over one window: with L the meta-loss of the next window from the state
/// that the metaParameters φ themselves have led to,
///
///     g = (1/n) Σ_{p=1…n} (L_p(φ + σ ε_p) − L_p(φ − σ ε_p)) / 2σ · ε_p, ε_p ~ N(0, I) in every window
///
/// (Metz et al., 2019; the baseline of Vicol et al., 2021). Like truncated backpropagation it does not see
/// what an update does to later windows. Every pair has a third particle at φ, whose state both start
/// from.
///
/// `PairSettings` has the settings, `ParticlePool` the order of draws and sums.
public struct TruncatedEvolutionStrategies: PairedEstimator {
  public static let kind = "truncated-evolution-strategies"
  public static let summary = "antithetic pairs over one window, from a state that is not perturbed"
  public static let scheme = PairScheme.truncated

  public var settings = PairSettings()

  public init() {}
}
