import Sampling
import Statistics
import Testing

private let rounding = 1e-9

@Test func logRatioTestMatchesTheOracle() throws {
  let oracle = try Oracle.load()
  for expected in oracle.logRatio {
    let test = LogRatioTest(
      logarithms: Samples(expected.first), against: Samples(expected.second))
    #expect(relativeError(test.estimate, expected.estimate) < rounding)
    #expect(relativeError(test.standardError, expected.standardError) < rounding)
    #expect(relativeError(test.degreesOfFreedom, expected.degreesOfFreedom) < rounding)
    #expect(relativeError(test.pValue, expected.pValue) < rounding)
    #expect(relativeError(test.ratioInterval().low, expected.low) < rounding)
    #expect(relativeError(test.ratioInterval().high, expected.high) < rounding)
  }
}

@Test func logRatioTestOfSingleRowsIsThePairedTTest() throws {
  let oracle = try Oracle.load()
  let pair = oracle.logRatio[1]
  let test = LogRatioTest(logarithms: Samples(pair.first), against: Samples(pair.second))
  #expect(relativeError(test.pValue, oracle.pairedT) < rounding)
}

@Test func identicalSamplesDifferInNothing() {
  let samples = Samples([[1, 2, 3]])
  let test = LogRatioTest(logarithms: samples, against: samples)
  #expect(test.pValue == 1)
  #expect(test.ratioInterval() == Interval(low: 1, high: 1))
}

@Test func singleFunctionOfSingleRowsTellsNothing() {
  let test = LogRatioTest(logarithms: Samples([[1]]), against: Samples([[2]]))
  #expect(test.pValue == 1)
  #expect(test.ratioInterval() == Interval(low: 0, high: .infinity))
  #expect(test.smallestDetectableRatio() == .infinity)
}

@Test func comparisonExcludesDivergencesFromRatiosAndRanksThemLast() {
  let first = Samples(losses: [[1, 2, nil, nil], [1, 2, 4, nil]])
  let second = Samples(losses: [[2, 2, 1, nil]])
  let comparison = PairedComparison(
    first, against: second,
    bootstrap: HierarchicalBootstrap(functions: 4, replicates: 100, suiteSeed: 0))
  #expect(comparison.excluded == 2)
  #expect(relativeError(comparison.ratio, (0.5).squareRoot()) < rounding)
  // Won, tied, lost, tied by the first row; won, tied, lost, tied by the second.
  #expect(comparison.winProbability == 0.5)
  #expect(comparison.differences.suffix(2) == [.infinity, 0])
}

@Test func comparisonWithOnlyDivergencesHasNoRatio() {
  let comparison = PairedComparison(
    Samples(losses: [[nil, nil]]), against: Samples(losses: [[1, 1]]),
    bootstrap: HierarchicalBootstrap(functions: 2, replicates: 10, suiteSeed: 0))
  #expect(comparison.ratio.isNaN)
  #expect(comparison.test == nil)
  #expect(comparison.winProbability == 0)
}

@Test func smallestDetectableRatioIsDetectedWithItsPower() {
  let stream = RandomStream(suiteSeed: 2, role: .metaTestFunction, index: 0)
  func sample(_ shift: Double) -> Samples {
    Samples([(0..<30).map { _ in shift + stream.gaussian() }])
  }
  let zero = Samples([[Double](repeating: 0, count: 30)])
  let plan = LogRatioTest(logarithms: sample(0), against: zero)
  let shift = Elementary.log(plan.smallestDetectableRatio()) / plan.standardError / 30.squareRoot()
  var detected = 0
  for _ in 0..<500
  where LogRatioTest(logarithms: sample(shift), against: zero).pValue <= 0.05 { detected += 1 }
  // Power 0.8; 500 trials have a standard error of 0.018.
  #expect((Double(detected) / 500 - 0.8).magnitude < 0.06)
}

extension Int {
  fileprivate func squareRoot() -> Double { Double(self).squareRoot() }
}
