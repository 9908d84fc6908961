import Gate
import Results
import Sampling

/// What a gate with a given reference does when meta-training is drawn anew. Both sides are.
extension Simulation {
  /// `learnedMargin` from too narrow to wide, then what holds at the reference's own.
  public static func ofReference(_ redrawn: Redrawn, trials: Int) -> [Simulation] {
    [0.25, 0.5, 0.75, 1].map { unchangedPass(redrawn, learnedMargin: $0, trials: trials) }
      + redrawn.optimizers.map { twiceAsBadFails($0.name, redrawn, trials: trials) }
      + redrawn.optimizers.map { statedRegressionIsFound($0.name, redrawn, trials: trials) }
  }

  /// The gate lets an unchanged suite pass.
  public static func unchangedPass(
    _ redrawn: Redrawn, learnedMargin: Double? = nil, trials: Int
  ) -> Simulation {
    var redrawn = redrawn
    if let learnedMargin { redrawn.run.manifest.learnedMargin = learnedMargin }
    let margin = redrawn.run.manifest.margin(of: .learned)
    return trial(
      "exit code 0, nothing changed, `learnedMargin` \(margin)", redrawn,
      redrawn.optimizers.map(\.name), declared: "≥ 90 %", trials: trials, index: 5000
    ) { $0.exitCode == 0 }
  }

  /// The gate stops a change that makes one optimizer twice as bad.
  public static func twiceAsBadFails(
    _ name: String, _ redrawn: Redrawn, trials: Int
  ) -> Simulation {
    trial(
      "exit code 2, `\(name)` twice as bad", redrawn, [name], declared: "≥ 90 %", trials: trials,
      index: 5001, factor: { _ in 2 }
    ) { $0.exitCode == 2 }
  }

  /// The gate calls a regression what the reference says it finds: in the optimizer's weakest row.
  public static func statedRegressionIsFound(
    _ name: String, _ redrawn: Redrawn, trials: Int
  ) -> Simulation {
    var weakest: Comparison.Row?
    return trial(
      "a regression in the weakest row of `\(name)`, worse by what is stated", redrawn, [name],
      declared: "80 %", trials: trials, index: 5002,
      factor: { reference in
        let rows = Gate.compare(reference: reference.pair, candidate: reference.pair).rows
        weakest = rows.filter { $0.optimizer == name }.max {
          ($0.smallestRegression ?? 1) < ($1.smallestRegression ?? 1)
        }
        return weakest?.smallestRegression ?? 1
      }
    ) { comparison in
      comparison.rows.contains {
        $0.optimizer == name && $0.optimizee == weakest?.optimizee
          && $0.horizon == weakest?.horizon && $0.outcome == .regression
      }
    }
  }

  /// Both sides of the named optimizers are drawn anew, the candidate's losses multiplied by a factor
  /// that may depend on the reference.
  private static func trial(
    _ what: String, _ redrawn: Redrawn, _ names: [String], declared: String, trials: Int,
    index: Int, factor: (Run) -> Double = { _ in 1 }, succeeds: (Comparison) -> Bool
  ) -> Simulation {
    Simulation(
      "gate of `\(redrawn.run.manifest.suite)`, \(what)", declared: declared, trials: trials,
      suiteSeed: 42, index: index
    ) { stream in
      let reference = redrawn.drawn(names, from: stream)
      let candidate = redrawn.drawn(names, factor: factor(reference), from: stream)
      return succeeds(Gate.compare(reference: reference.pair, candidate: candidate.pair))
    }
  }
}
