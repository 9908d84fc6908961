import Gate
import Results
import Sampling

/// What a gate with a given reference does when meta-training is drawn anew. Both sides are.
extension Simulation {
  public static func ofReference(_ redrawn: Redrawn, trials: Int) -> [Simulation] {
    [unchangedPass(redrawn, trials: trials)]
      + redrawn.optimizers.map { twiceAsBadFails($0.name, redrawn, trials: trials) }
      + redrawn.optimizers.map { statedRegressionIsFound($0.name, redrawn, trials: trials) }
  }

  /// The gate lets an unchanged suite pass.
  public static func unchangedPass(_ redrawn: Redrawn, trials: Int) -> Simulation {
    let names = redrawn.optimizers.map(\.name)
    return trial(
      "exit code 0, learned optimizers unchanged", redrawn, names, declared: "≥ 90 %",
      trials: trials, index: 5000, factor: { _ in 1 }
    ) { $0.exitCode == 0 }
  }

  /// The gate stops a change that makes one optimizer twice as bad.
  public static func twiceAsBadFails(
    _ name: String, _ redrawn: Redrawn, trials: Int
  ) -> Simulation {
    trial(
      "exit code 2, \(name) twice as bad", redrawn, [name], declared: "≥ 90 %", trials: trials,
      index: 5001, factor: { _ in 2 }
    ) { $0.exitCode == 2 }
  }

  /// The gate calls a regression what the reference says it finds.
  public static func statedRegressionIsFound(
    _ name: String, _ redrawn: Redrawn, trials: Int
  ) -> Simulation {
    trial(
      "a regression, \(name) worse by its largest smallest regression", redrawn, [name],
      declared: "80 %", trials: trials, index: 5002,
      factor: { reference in
        Gate.compare(reference: reference.pair, candidate: reference.pair).rows
          .filter { $0.optimizer == name }.compactMap(\.smallestRegression).max() ?? 1
      }
    ) { $0.outcome == .regression }
  }

  private static func trial(
    _ what: String, _ redrawn: Redrawn, _ names: [String], declared: String, trials: Int,
    index: Int, factor: (Run) -> Double, succeeds: (Comparison) -> Bool
  ) -> Simulation {
    Simulation(
      "gate of \(redrawn.run.manifest.suite), \(what)", declared: declared, trials: trials,
      suiteSeed: 42, index: index
    ) { stream in
      let reference = redrawn.drawn(names, from: stream)
      let candidate = redrawn.drawn(names, factor: factor(reference), from: stream)
      return succeeds(Gate.compare(reference: reference.pair, candidate: candidate.pair))
    }
  }
}
