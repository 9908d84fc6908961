import Sampling
import Statistics
import Testing

private let rounding = 1e-12

@Test func wilcoxonMatchesScipyExactAndApproximate() throws {
  for expected in try Oracle.load().wilcoxon {
    let found = WilcoxonSignedRank(expected.differences)
    #expect(relativeError(found.pValue, expected.pValue) < rounding)
  }
}

@Test func wilcoxonOfNoDifferenceIsOne() {
  #expect(WilcoxonSignedRank([0, 0]).pValue == 1)
  #expect(WilcoxonSignedRank([]).pValue == 1)
}

@Test func wilcoxonRanksDivergencesHighest() {
  #expect(
    WilcoxonSignedRank([1, -2, 3, .infinity]).pValue == WilcoxonSignedRank([1, -2, 3, 9]).pValue)
}

@Test func signFlipMatchesScipyOnEveryPattern() throws {
  let expected = try Oracle.load().signFlip
  let found = SignFlipTest(expected.differences, suiteSeed: 0)
  #expect(relativeError(found.pValue, expected.pValue) < rounding)
}

@Test func randomSignFlipsApproachTheNormalTail() {
  let stream = RandomStream(suiteSeed: 4, role: .metaTestFunction, index: 0)
  let differences = (0..<70).map { _ in 0.2 + stream.gaussian() }
  let squares = differences.reduce(0) { $0 + $1 * $1 }
  let z = differences.reduce(0, +) / squares.squareRoot()
  let found = SignFlipTest(differences, flips: 4000, suiteSeed: 9).pValue
  #expect((found - 2 * Normal.upperTail(z.magnitude)).magnitude < 0.02)
  #expect(found == SignFlipTest(differences, flips: 4000, suiteSeed: 9).pValue)
  #expect(found != SignFlipTest(differences, flips: 4000, suiteSeed: 10).pValue)
}

/// Size 5 %; 400 trials have a standard error of 1.1 %.
@Test func testsOfNoDifferenceRejectAsOftenAsTheySay() {
  let stream = RandomStream(suiteSeed: 8, role: .metaTestFunction, index: 0)
  var rejections = (wilcoxon: 0, signFlip: 0, logRatio: 0)
  let zero = Samples([[Double](repeating: 0, count: 20)])
  for trial in 0..<400 {
    let values = (0..<20).map { _ in stream.gaussian() }
    if WilcoxonSignedRank(values).pValue <= 0.05 { rejections.wilcoxon += 1 }
    let flips = SignFlipTest(values, flips: 199, suiteSeed: 1, index: trial)
    if flips.pValue <= 0.05 { rejections.signFlip += 1 }
    let test = LogRatioTest(logarithms: Samples([values]), against: zero)
    if test.pValue <= 0.05 { rejections.logRatio += 1 }
  }
  for count in [rejections.wilcoxon, rejections.signFlip, rejections.logRatio] {
    #expect(8 <= count && count <= 33)
  }
}
