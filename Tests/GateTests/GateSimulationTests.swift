import Foundation
import Gate
import Testing

/// `L2L_TRIALS` asks for more than the usual 200.
private let trials = ProcessInfo.processInfo.environment["L2L_TRIALS"].flatMap { Int($0) } ?? 200

/// The level, and two standard errors of so many trials.
private let limit =
  Gate.level + 2 * (Gate.level * (1 - Gate.level) / Double(trials)).squareRoot()

/// Share of the trials in which a fresh run of the suite is called a regression.
private func regressionRate(_ population: Population, factor: Double, first: Int) -> Double {
  var regressions = 0
  for trial in 0..<trials {
    let draws = stream(first + trial)
    let reference = population.run(from: draws)
    let candidate = population.run(from: draws, factor: factor)
    let verdict = Gate.compare(reference: reference.pair, candidate: candidate.pair)
    if verdict.outcome == .regression { regressions += 1 }
  }
  return Double(regressions) / Double(trials)
}

/// The declared level is 5 % for the whole suite; the limit adds two standard errors.
/// Meta-seeds that agree leave little between 1 and the margin; ones that differ widely a lot.
@Test(arguments: [0.0, 0.05, 0.3])
func falseAlarmsOnUnchangedOptimizersAreWithinTheLevel(metaSeedSpread: Double) {
  var population = Population()
  population.metaSeedSpread = metaSeedSpread
  let rate = regressionRate(population, factor: 1, first: 1000)
  print("false alarms with meta-seed spread \(metaSeedSpread): \(rate)")
  #expect(rate <= limit)
}

/// Without any margin the interval excuses nothing, and the tests alone must keep the level.
@Test func falseAlarmsWithoutAMarginAreWithinTheLevel() {
  var population = Population()
  population.margin = 0
  let rate = regressionRate(population, factor: 1, first: 2000)
  print("false alarms without a margin: \(rate)")
  #expect(0 < rate && rate <= limit)
}

@Test(arguments: [(0.01, 0.9), (0.03, 0.5)])
func powerAgainstFivePercentWorseLearnedOptimizers(metaSeedSpread: Double, atLeast: Double) {
  var population = Population()
  population.metaSeedSpread = metaSeedSpread
  let power = regressionRate(population, factor: 1.05, first: 3000)
  print("power against 5 % worse with meta-seed spread \(metaSeedSpread): \(power)")
  #expect(power >= atLeast)
}
