import Evaluation
import Testing

private let judged: [(losses: [Float], firstBadStep: Int?)] = [
  ([1], nil),
  ([1, 10_000, 0], nil),
  ([1, 10_001, 0], 1),
  ([2, 20_000, 20_001], 2),
  ([1, 2, .nan, 1], 2),
  ([1, .infinity], 1),
  ([1, -.infinity], 1),
  ([.nan, 1], 0),
  ([.infinity, 1], 0),
  ([1e38, 3e38], nil),
]

@Suite struct TrajectoryTests {
  @Test(arguments: judged)
  func firstBadStepIsNotFiniteOrFarBeyondTheStart(losses: [Float], firstBadStep: Int?) {
    let trajectory = Trajectory(losses: losses)
    #expect(trajectory.firstBadStep == firstBadStep)
    #expect((trajectory.finalLoss(window: 1) == nil) == (firstBadStep != nil))
    if firstBadStep != nil { #expect(trajectory.logArea == nil) }
  }

  @Test func finalLossIsTheMeanOfTheWindow() {
    let trajectory = Trajectory(losses: [8, 4, 2, 1])
    #expect(trajectory.finalLoss(window: 1) == 1)
    #expect(trajectory.finalLoss(window: 2) == 1.5)
    #expect(trajectory.finalLoss(window: 10) == 3.75)
  }

  /// Our logarithm errs by about 10⁻⁷ of its value.
  @Test func logAreaLeavesTheInitialLossOut() throws {
    let area = try #require(Trajectory(losses: [1000, 2.7182817, 7.389056]).logArea)
    #expect(abs(area - 1.5) < 1e-6)
    #expect(Trajectory(losses: [1]).logArea == nil)
  }

  @Test func logAreaTakesAnUnderflowForTheSmallestNormal() throws {
    let area = try #require(Trajectory(losses: [1, 0]).logArea)
    #expect(abs(area + 87.33654) < 1e-4)
    #expect(Trajectory(losses: [1, .leastNonzeroMagnitude]).logArea == area)
  }
}

@Suite struct TrajectorySummaryTests {
  @Test func quantilesAreNearestRanksFromBelow() {
    let losses: [Float] = [9, 1, 4, 16, 25]
    let summary = TrajectorySummary(losses.map { Trajectory(losses: [1, $0]) }, after: [0, 1])
    #expect(summary.mean == [1, 11])
    #expect(summary.lowerQuartile == [1, 4])
    #expect(summary.median == [1, 9])
    #expect(summary.upperQuartile == [1, 16])
    let even = TrajectorySummary(losses.dropLast().map { Trajectory(losses: [$0]) }, after: [0])
    #expect([even.lowerQuartile, even.median, even.upperQuartile] == [[1], [4], [9]])
  }

  @Test func divergedFunctionsAreLeftOut() {
    let kept = Trajectory(losses: [1, 2])
    let bad = [Trajectory(losses: [3, .nan]), Trajectory(losses: [1, 20_000])]
    let summary = TrajectorySummary([bad[0], kept, bad[1]], after: [0, 1])
    #expect(summary == TrajectorySummary([kept], after: [0, 1]))
    #expect(TrajectorySummary(bad, after: [0, 1]).mean.isEmpty)
    #expect(TrajectorySummary(bad, after: [0, 1]).median.isEmpty)
    #expect(TrajectorySummary([], after: [0]).mean.isEmpty)
  }

  @Test func onlyTheUpdatesAskedForAreSummarised() {
    let trajectories = [Trajectory(losses: [4, 3, 2, 1]), Trajectory(losses: [8, 7, 6, 5])]
    #expect(TrajectorySummary(trajectories, after: [0, 3]).mean == [6, 3])
  }
}
