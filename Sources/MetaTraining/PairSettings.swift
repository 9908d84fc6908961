import Optimizers
import Settings

/// The settings that all estimators by antithetic pairs of particles have.
public struct PairSettings: SettingsGroup {
  /// σ of the perturbations of every metaParameter.
  public var standardDeviation = 0.0
  /// n; twice as many particles.
  public var pairs = 0
  /// Inner steps between two meta steps.
  public var unrollLength = 0
  public var lossOf = WindowLoss.everyStep
  /// Episodes of particles have lengths drawn log-uniformly from it to the horizon; nil where all have the
  /// horizon.
  public var shortestHorizon: Int?
  /// Horizons in a generation.
  public var generation = 1

  public init() {}

  public static let fields: [Field<PairSettings>] = [
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
