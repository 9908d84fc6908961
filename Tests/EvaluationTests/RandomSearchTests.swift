import Optimizees
import Optimizers
import Sampling
import Testing

@testable import Evaluation

/// SGD with settings that the streams of a suite draw.
private func draws(_ count: Int, suiteSeed: UInt64 = 3) throws -> [SettledRule] {
  let sgd = try #require(HandDesigned.rules.first { $0.name == "sgd" })
  return (0..<count).map { index in
    sgd.drawing(from: RandomStream(suiteSeed: suiteSeed, role: .settings, index: index))
  }
}

/// On curvature · x², gradient descent diverges from 1/curvature on.
private func evaluator(curvature: Float = 5, threads: Int = 1) -> Evaluator {
  Evaluator(
    family: Bowl(curvature: curvature, isDrawn: true), split: .metaValidation, functions: 3,
    horizon: 12, suiteSeed: 0, threads: threads)
}

@Suite struct RandomSearchTests {
  @Test func theLowestMeanFinalLossIsChosen() throws {
    let draws = try draws(40)
    let search = try RandomSearch(evaluator(), draws)
    #expect(search.points.count == 40)
    for (point, draw) in zip(search.points, draws) {
      let (mean, diverged) = evaluator().finalLoss(of: draw.optimizer)
      #expect(point == RandomSearch.Point(meanFinalLoss: mean, diverged: diverged))
    }
    let losses = search.points.compactMap(\.meanFinalLoss)
    #expect(0 < losses.count && losses.count < 40, "the test needs draws that diverge")
    #expect(search.points[search.best].meanFinalLoss == losses.min())
    #expect(search.points.allSatisfy { ($0.meanFinalLoss == nil) == ($0.diverged > 0) })
  }

  @Test func pointsDoNotDependOnThreads() throws {
    let one = try RandomSearch(evaluator(), draws(20))
    let two = try RandomSearch(evaluator(threads: 2), draws(20))
    #expect(one.points == two.points && one.best == two.best)
  }

  @Test func anotherSuiteSeedDrawsOtherSettings() throws {
    let (one, other) = (try draws(5), try draws(5, suiteSeed: 4))
    #expect(one.map(\.learningRate) != other.map(\.learningRate))
    #expect(try one.map(\.learningRate) == draws(5).map(\.learningRate))
  }

  /// Stopped after any number of draws and taken up again, it measures the rest and no draw twice.
  @Test func aStoppedSearchGoesOnWhereItWas() throws {
    let draws = try draws(12)
    var stops: [[RandomSearch.Point]] = [[]]
    let whole = try RandomSearch(evaluator(), draws) { stops.append($0) }
    #expect(stops.map(\.count) == Array(0...12))
    for stop in stops {
      var measured = 0
      let resumed = try RandomSearch(evaluator(), draws, measured: stop) { _ in measured += 1 }
      #expect(measured == 12 - stop.count)
      #expect(resumed.points == whole.points && resumed.best == whole.best)
    }
  }

  /// Even where measuring anew would give another loss.
  @Test func whatWasMeasuredDecides() throws {
    let lowest = RandomSearch.Point(meanFinalLoss: -1, diverged: 0)
    #expect(try RandomSearch(evaluator(), draws(5), measured: [lowest]).best == 0)
  }

  @Test func theFirstWinsATie() throws {
    #expect(try RandomSearch(evaluator(curvature: 0), draws(5)).best == 0)
  }

  /// As a tuning of the learning rate alone does.
  @Test func theLowestLearningRateIsTakenWhereAllDiverge() throws {
    let draws = try draws(9)
    let search = try RandomSearch(evaluator(curvature: .infinity), draws)
    #expect(search.points.allSatisfy { $0.meanFinalLoss == nil && $0.diverged == 3 })
    #expect(draws[search.best].learningRate == draws.map(\.learningRate).min())
  }

  @Test func errorsOfACheckpointComeThrough() throws {
    struct Full: Error {}
    #expect(throws: Full.self) {
      try RandomSearch(evaluator(), draws(2)) { _ in throw Full() }
    }
  }
}
