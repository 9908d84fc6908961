import Statistics
import Testing

@Test func stepsToTargetCountUpdatesAndCensor() {
  #expect(StepsToTarget(trajectory: [3, 2, 1, 2], target: 2) == .reached(1))
  #expect(StepsToTarget(trajectory: [3, 2, 1], target: 3) == .reached(0))
  #expect(StepsToTarget(trajectory: [3, 2, 1], target: 0.5) == .censored(2))
  #expect(StepsToTarget(trajectory: [3, 2, 1], updates: [0, 5, 20], target: 2) == .reached(5))
  #expect(StepsToTarget(trajectory: [3, 2, 1], updates: [0, 5, 20], target: 0) == .censored(20))
  #expect(StepsToTarget(trajectory: [], target: 1) == nil)
  #expect(StepsToTarget(trajectory: [3, 2], target: 1)?.description == ">1")
}

@Test func profileCountsFunctionsWithinAFactorOfTheBest() {
  let profile = PerformanceProfile(
    [Samples([[1, 4, .infinity], [2, 2, 9]]), Samples([[3, 1, .infinity]])], factors: [1, 2, 4])
  let sixths = profile.shares.map { row in row.map { ($0 * 6).rounded() } }
  #expect(sixths == [[2, 4, 5], [2, 2, 4]])
}
