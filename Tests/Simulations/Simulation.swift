import Sampling

/// A procedure tried on benchmarks whose truth is known, and how often it did what was looked for.
public struct Simulation: Sendable {
  public var what: String
  /// What the procedure promises, in words.
  public var declared: String
  /// Share of the trials.
  public var found: Double
  public var trials: Int

  /// Runs `trial` on one stream after another of the suite seed.
  init(
    _ what: String, declared: String, trials: Int, suiteSeed: UInt64, index: Int,
    trial: (RandomStream) -> Bool
  ) {
    self.what = what
    self.declared = declared
    self.trials = trials
    let stream = RandomStream(suiteSeed: suiteSeed, role: .metaTestFunction, index: index)
    found = Double((0..<trials).count { _ in trial(stream) }) / Double(trials)
  }

  /// Standard errors of a share of `declared` over this many trials.
  public func standardErrors(_ count: Double, of declared: Double) -> Double {
    count * (declared * (1 - declared) / Double(trials)).squareRoot()
  }
}

extension [Simulation] {
  /// A table as `docs/statistics.md` has it.
  public var markdown: String {
    let lines = map { simulation in
      let percent = (1000 * simulation.found).rounded() / 10
      return
        "| \(simulation.what) | \(simulation.declared) | \(percent) % | \(simulation.trials) |\n"
    }
    return "| what | declared | found | trials |\n|---|---|---|---|\n" + lines.joined()
  }
}
