import Gate
import Sampling

/// The gate on made-up suites of three learned and three hand-designed optimizers.
extension Simulation {
  public static func ofGates(trials: Int) -> [Simulation] {
    [0, 0.05, 0.3].map { falseAlarms(metaSeedSpread: $0, trials: trials) }
      + [falseAlarms(metaSeedSpread: 0.05, margin: 0, trials: trials)]
      + [0.01, 0.03].map { power(metaSeedSpread: $0, trials: trials) }
  }

  /// A regression in any row of a suite that is only drawn anew.
  public static func falseAlarms(
    metaSeedSpread: Double, margin: Double = 0.05, trials: Int
  ) -> Simulation {
    gate(
      "gate, a regression in an unchanged suite of 6 rows; meta-seed spread "
        + "\(percent(metaSeedSpread)), margin \(percent(margin))",
      declared: "5 %", metaSeedSpread: metaSeedSpread, margin: margin, factor: 1, trials: trials)
  }

  /// A regression in a suite whose learned optimizers got 5 % worse.
  public static func power(metaSeedSpread: Double, trials: Int) -> Simulation {
    gate(
      "gate, a regression where learned optimizers are 5 % worse; meta-seed spread "
        + percent(metaSeedSpread),
      declared: "–", metaSeedSpread: metaSeedSpread, margin: 0.05, factor: 1.05, trials: trials)
  }

  private static func gate(
    _ what: String, declared: String, metaSeedSpread: Double, margin: Double, factor: Double,
    trials: Int
  ) -> Simulation {
    var population = Population()
    population.metaSeedSpread = metaSeedSpread
    population.margin = margin
    return Simulation(what, declared: declared, trials: trials, suiteSeed: 42, index: 1000) {
      stream in
      let reference = population.run(from: stream)
      let candidate = population.run(from: stream, factor: factor)
      return Gate.compare(reference: reference.pair, candidate: candidate.pair).outcome
        == .regression
    }
  }

  private static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
}
