import Optimizees
import Optimizers
import Testing

@testable import Evaluation

/// On curvature · x², gradient descent reaches the minimum at once at 1/(2 curvature) and diverges
/// from 1/curvature on.
private func tuning(
  curvature: Float, lowest: Double = 0.001, highest: Double = 1, halvings: Int = 1,
  refinements: Int = 0
) throws -> LearningRateTuning {
  let evaluator = Evaluator(
    family: Bowl(curvature: curvature), split: .metaValidation, functions: 2, horizon: 2,
    suiteSeed: 0, threads: 1)
  return try LearningRateTuning(
    evaluator,
    grid: LearningRateTuning.Grid(
      lowest: lowest, highest: highest, halvings: halvings, refinements: refinements)
  ) { SGD(learningRate: $0) }
}

private func isClose(_ found: Double, _ expected: Double) -> Bool {
  abs(found / expected - 1) < 1e-6
}

@Suite struct LearningRateTuningTests {
  @Test(arguments: [(0, 4), (1, 7), (2, 13), (3, 25)])
  func bestOfTheGridIsFound(halvings: Int, points: Int) throws {
    let tuning = try tuning(curvature: 5, halvings: halvings)
    #expect(tuning.curve.count == points)
    #expect(tuning.widenings == 0)
    #expect(isClose(tuning.best.learningRate, 0.1))
    #expect(!tuning.bestIsAtEdge)
    let rates = tuning.curve.map(\.learningRate)
    #expect(rates == rates.sorted())
    #expect(isClose(rates[points - 1], 1))
  }

  /// A decade at a time, two points each, until the best has a neighbour on both sides.
  @Test(arguments: [(Float(0.005), 100.0, 3), (5, 0.1, 0), (5e4, 1e-5, 3)])
  func gridIsWidenedWhereTheBestLiesAtAnEdge(
    curvature: Float, best: Double, widenings: Int
  ) throws {
    let tuning = try tuning(curvature: curvature)
    #expect(tuning.widenings == widenings)
    #expect(tuning.curve.count == 7 + 2 * widenings)
    #expect(isClose(tuning.best.learningRate, best))
    #expect(!tuning.bestIsAtEdge)
  }

  @Test func aGridOfOnePointIsWidenedToo() throws {
    let tuning = try tuning(curvature: 5, lowest: 0.1, highest: 0.1, halvings: 0)
    #expect(isClose(tuning.best.learningRate, 0.1))
    #expect(!tuning.bestIsAtEdge)
  }

  /// 0.1778 lies halfway, in the logarithm, between two points of the grid.
  @Test(arguments: [(0, 7), (1, 9), (2, 11), (5, 17)])
  func eachRefinementTriesBothSidesOfTheBest(refinements: Int, points: Int) throws {
    let best = 0.177_827_941
    let tuning = try tuning(curvature: Float(0.5 / best), refinements: refinements)
    #expect(tuning.curve.count == points)
    #expect(isClose(tuning.best.learningRate, best) == (refinements > 0))
    let losses = tuning.curve.compactMap(\.meanFinalLoss)
    #expect(tuning.best.meanFinalLoss == losses.min())
  }

  @Test func divergedPointsAreCountedAndNeverBest() throws {
    let tuning = try tuning(curvature: 5e4, highest: 0.001, halvings: 0)
    for point in tuning.curve {
      #expect((point.meanFinalLoss == nil) == (point.diverged > 0))
      #expect(point.diverged == (point.learningRate > 5e-4 ? 2 : 0))
    }
    #expect(tuning.best.diverged == 0)
  }

  /// Widened downwards as often as allowed, then given up on; nothing is refined.
  @Test func allDivergedIsSaid() throws {
    let tuning = try tuning(curvature: .infinity, refinements: 2)
    #expect(tuning.widenings == LearningRateTuning.wideningLimit)
    #expect(tuning.curve.count == 7 + 2 * LearningRateTuning.wideningLimit)
    #expect(tuning.curve.allSatisfy { $0.meanFinalLoss == nil && $0.diverged == 2 })
    #expect(tuning.best == tuning.curve[0])
    #expect(tuning.bestIsAtEdge)
  }

  /// A loss that no learning rate changes: the smallest wins, and the limit ends the widening.
  @Test func theSmallerLearningRateWinsATie() throws {
    let tuning = try tuning(curvature: 0)
    #expect(tuning.widenings == LearningRateTuning.wideningLimit)
    #expect(tuning.best == tuning.curve[0])
  }

  /// Stopped after any number of points and taken up again, it measures the rest and no point twice.
  @Test func pointsThatWereMeasuredAreTakenOver() throws {
    let evaluator = Evaluator(
      family: Bowl(curvature: 5), split: .metaValidation, functions: 2, horizon: 2, suiteSeed: 0,
      threads: 1)
    let grid = LearningRateTuning.Grid(lowest: 0.001, highest: 0.01, halvings: 1, refinements: 2)
    func tuned(
      _ measured: [LearningRateTuning.Point] = []
    ) throws -> (tuning: LearningRateTuning, curves: [[LearningRateTuning.Point]], made: Int) {
      var curves: [[LearningRateTuning.Point]] = []
      var made = 0
      let tuning = try LearningRateTuning(
        evaluator, grid: grid, measured: measured, afterPoint: { curves.append($0) }
      ) {
        made += 1
        return SGD(learningRate: $0)
      }
      return (tuning, curves, made)
    }
    let whole = try tuned()
    #expect(whole.tuning.widenings > 0, "the test needs points on both sides of the grid")
    #expect(whole.made == whole.tuning.curve.count)
    for curve in whole.curves {
      let resumed = try tuned(curve)
      #expect(resumed.tuning.curve == whole.tuning.curve)
      #expect(resumed.tuning.widenings == whole.tuning.widenings)
      #expect(resumed.made == whole.made - curve.count)
    }
  }

  /// Even where measuring anew would give another loss.
  @Test func whatWasMeasuredDecides() throws {
    let evaluator = Evaluator(
      family: Bowl(curvature: 5), split: .metaValidation, functions: 1, horizon: 2, suiteSeed: 0,
      threads: 1)
    let point = LearningRateTuning.Point(learningRate: 0.01, meanFinalLoss: 0, diverged: 0)
    let tuning = try LearningRateTuning(
      evaluator,
      grid: LearningRateTuning.Grid(lowest: 0.001, highest: 1, halvings: 0, refinements: 0),
      measured: [point]
    ) { SGD(learningRate: $0) }
    #expect(tuning.best == point, "0.1 is the best where all are measured")
  }

  @Test func errorsOfTheOptimizerComeThrough() {
    struct NoSuchRate: Error {}
    let evaluator = Evaluator(
      family: Bowl(curvature: 1), split: .metaValidation, functions: 1, horizon: 1, suiteSeed: 0,
      threads: 1)
    let grid = LearningRateTuning.Grid(lowest: 0.1, highest: 1, halvings: 0, refinements: 0)
    #expect(throws: NoSuchRate.self) {
      try LearningRateTuning(evaluator, grid: grid) { _ in throw NoSuchRate() }
    }
  }
}
