/// Noise-reuse evolution strategies, NRES (Li et al., 2023), which is ES-Single (Vicol, 2023): antithetic
/// pairs that keep their states from window to window and have one perturbation for a whole episode,
///
///     g = (1/n) Σ_{p=1…n} (L_p(φ + σ ε_p) − L_p(φ − σ ε_p)) / 2σ · ε_p, ε_p ~ N(0, I) in every episode.
///
/// L_p is the window's meta-loss from the particle's own state. The sum of g over the windows of an episode
/// estimates, without a bias by truncation, the metaGradient of the whole episode's meta-loss, smoothed by
/// N(0, σ²). Where an episode ends inside a window, the next one begins with a perturbation of its own.
///
/// `PairSettings` has the settings, `ParticlePool` the order of draws and sums.
public struct NoiseReuseEvolutionStrategies: PairedEstimator {
  public static let kind = "noise-reuse-evolution-strategies"
  public static let summary = "antithetic pairs over windows, each perturbed once an episode (NRES)"
  public static let scheme = PairScheme.noiseReuse

  public var settings = PairSettings()

  public init() {}
}
