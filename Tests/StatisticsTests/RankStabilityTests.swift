import Statistics
import Testing

@Test func ranksAndKendallMatchScipy() throws {
  let oracle = try Oracle.load()
  for expected in oracle.ranks { #expect(RankStability.ranks(expected.values) == expected.ranks) }
  for expected in oracle.kendall {
    let tau = RankStability.kendall(expected.first, expected.second)
    #expect(relativeError(tau, expected.tau) < 1e-14)
  }
}

@Test func familyThatDecidesTheOrderIsFound() {
  let stability = RankStability(settings: [
    ("a", [1, 2, 3]), ("a", [1, 2, 3]), ("b", [1, 2, 3]), ("odd", [9, 2, .infinity]),
  ])
  #expect(stability.families == ["a", "b", "odd"])
  let thirds = stability.meanRanks.map { ($0 * 3).rounded() }
  #expect(thirds == [4, 5, 9], "settings of family a count once")
  #expect(stability.ranges[0] == Interval(low: 1, high: 1.5))
  #expect(stability.ranges[2] == Interval(low: 3, high: 3))
  #expect(stability.agreements.last == 1)
  #expect(stability.agreements[0] < 1, "without a the first two tie")
}

@Test func oneFamilyHasNoOtherOrder() {
  let stability = RankStability(settings: [("a", [2, 1])])
  #expect(stability.meanRanks == [2, 1])
  #expect(stability.ranges == [Interval(low: 2, high: 2), Interval(low: 1, high: 1)])
  #expect(stability.agreements.isEmpty)
}
