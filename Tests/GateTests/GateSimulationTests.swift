import Foundation
import Gate
import Results
import Simulations
import TestSupport
import Testing

/// The declared level is 5 % for the whole suite; the limit adds two standard errors.
/// Meta-seeds that agree leave little between 1 and the margin; ones that differ widely a lot.
@Test(.optimized, arguments: [0.0, 0.05, 0.3])
func falseAlarmsOnUnchangedOptimizersAreWithinTheLevel(metaSeedSpread: Double) {
  let alarms = Simulation.falseAlarms(metaSeedSpread: metaSeedSpread, trials: 200)
  #expect(alarms.found <= Gate.level + alarms.standardErrors(2, of: Gate.level))
}

/// Without any margin the interval excuses nothing, and the tests alone must keep the level.
@Test(.optimized) func falseAlarmsWithoutAMarginAreWithinTheLevel() {
  let alarms = Simulation.falseAlarms(metaSeedSpread: 0.05, margin: 0, trials: 200)
  #expect(0 < alarms.found && alarms.found <= Gate.level + alarms.standardErrors(2, of: Gate.level))
}

@Test(.optimized, arguments: [(0.01, 0.9), (0.03, 0.5)])
func powerAgainstFivePercentWorseLearnedOptimizers(metaSeedSpread: Double, atLeast: Double) {
  #expect(Simulation.power(metaSeedSpread: metaSeedSpread, trials: 200).found >= atLeast)
}

/// The committed reference of the smoke suite, its meta-training drawn anew from its own spread.
@Suite struct SmokeReferenceTests {
  private func redrawn() throws -> Redrawn {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let store = Store(folder: root.appending(path: "results/smoke").path)
    let manifest = try #require(try store.manifest())
    return try Redrawn(Run(manifest: manifest, records: store.records(of: manifest)))
  }

  @Test(.optimized) func unchangedOptimizersPass() throws {
    #expect(try Simulation.unchangedPass(redrawn(), trials: 100).found >= 0.9)
  }

  @Test(.optimized) func anyLearnedOptimizerThatIsTwiceAsBadFails() throws {
    let redrawn = try self.redrawn()
    #expect(redrawn.optimizers.count == 3)
    for optimizer in redrawn.optimizers {
      let failures = Simulation.twiceAsBadFails(optimizer.name, redrawn, trials: 100)
      #expect(failures.found >= 0.9, "\(optimizer.name)")
    }
  }

  @Test func drawnOptimizersHaveTheMeanAndTheSpreadOfTheRecords() throws {
    let reference = Population().run(from: stream(0))
    let redrawn = try Redrawn(reference)
    #expect(redrawn.optimizers.map(\.name) == ["optimizer-0", "optimizer-1", "optimizer-2"])
    let again = redrawn.drawn(["optimizer-0"], from: stream(1))
    let changed = zip(reference.records, again.records).filter { $0 != $1 }
    #expect(changed.count == 5)
    let comparison = Gate.compare(reference: reference.pair, candidate: again.pair)
    #expect(comparison.rows.count(where: \.equal) == 5)
  }
}
