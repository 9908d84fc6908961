/// Persistent evolution strategies, PES (Vicol, Metz and Sohl-Dickstein, 2021), by antithetic pairs: every
/// particle keeps its state from window to window, and a window's difference of losses is multiplied by the
/// sum of all perturbations since the episode began,
///
///     ξ_p ← ξ_p + ε_p, ε_p ~ N(0, I) in every window
///     g = (1/n) Σ_{p=1…n} (L_p(φ + σ ε_p) − L_p(φ − σ ε_p)) / 2σ · ξ_p.
///
/// L_p is the window's meta-loss from the particle's own state. The sum of g over the windows of an episode
/// estimates, without a bias by truncation, the metaGradient of the whole episode's meta-loss, smoothed by
/// an independent N(0, σ²) in every window. Where an episode ends inside a window, losses before its end
/// are multiplied by ξ + ε and those after it by ε, which is ξ from then on.
///
/// `PairSettings` has the settings, `ParticlePool` the order of draws and sums.
public struct PersistentEvolutionStrategies: PairedEstimator {
  public static let kind = "persistent-evolution-strategies"
  public static let summary = "antithetic pairs over windows, whose perturbations add up (PES)"
  public static let scheme = PairScheme.persistent

  public var settings = PairSettings()

  public init() {}
}
