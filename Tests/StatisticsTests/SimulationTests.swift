import Sampling
import Simulations
import Statistics
import TestSupport
import Testing

/// Nominal 95 %; 400 benchmarks have a standard error of 1.1 %. Two meta-seeds cannot tell their own
/// spread: an interval inside their range covers less.
@Test(.optimized, arguments: [(2, 1.0, 0.78), (5, 1.0, 0.92), (5, 0.1, 0.92), (1, 0.0, 0.92)])
func intervalsCoverTheTrueMean(metaSeeds: Int, spread: Double, atLeast: Double) {
  let coverage = Simulation.meanCoverage(metaSeeds: metaSeeds, metaSeedSpread: spread, trials: 400)
  #expect(atLeast <= coverage.found)
}

/// Where five meta-seeds decide, percentiles lie inside the range of five values, which covers the
/// truth 1 − 2/2⁵ = 93.75 % of the time at most.
@Test(.optimized, arguments: Simulation.spreads)
func intervalsOfTheLogRatioCoverTheTruth(metaSeedSpread: Double) {
  let bootstrap = Simulation.bootstrapCoverage(metaSeedSpread: metaSeedSpread, trials: 400)
  let student = Simulation.studentCoverage(metaSeedSpread: metaSeedSpread, trials: 400)
  #expect(bootstrap.found >= 0.9 && student.found >= 0.92)
}

@Test(.optimized) func bandsCoverTheMeanOverMetaSeeds() {
  #expect(Simulation.bandCoverage(trials: 400).found >= 0.9)
}

@Test func bandIsAbsentForOneRowAndAsWideAsTheMeanInterval() {
  let bootstrap = HierarchicalBootstrap(functions: 1, replicates: 300, suiteSeed: 5)
  #expect(bootstrap.band(ofRows: [[1, 2]]) == nil)
  let band = bootstrap.band(ofRows: [[1, 10], [2, 10], [4, 10]])
  #expect(band?[0] == bootstrap.meanInterval(of: Samples([[1], [2], [4]])))
  #expect(band?[1] == Interval(low: 10, high: 10))
}

/// Twenty comparisons of which half do not differ: Holm keeps the chance of any false claim at the
/// level, Benjamini and Hochberg the share of false discoveries.
@Test(.optimized) func adjustedTestsKeepTheirLevelsOverManyComparisons() {
  let any = Simulation.anyFalseClaim(trials: 300)
  #expect(any.found <= 0.05 + any.standardErrors(2, of: 0.05))
  #expect(Simulation.falseDiscoveries(trials: 300).found <= 0.05)
}

/// The estimate of the variance is a little too large, never too small, so the test may be
/// conservative.
@Test(arguments: Simulation.spreads)
func logRatioTestOverMetaSeedsKeepsItsSize(metaSeedSpread: Double) {
  let size = Simulation.testSize(metaSeedSpread: metaSeedSpread, trials: 400)
  #expect(size.found <= 0.05 + size.standardErrors(2, of: 0.05))
}

@Test func interquartileMeanOfACauchySampleFindsItsCentre() {
  let draws = RandomStream(suiteSeed: 31, role: .metaTestFunction, index: 4)
  let values = (0..<4001).map { _ in 3 + draws.gaussian() / draws.gaussian() }
  // The standard error is 0.025; the mean of such a sample settles nowhere.
  #expect((Summary.interquartileMean(values) - 3).magnitude < 0.1)
}
