import Evaluation
import Kernels
import Optimizees
import Optimizers
import Sampling
import TestSupport
import Testing

private func evaluator(
  _ family: any OptimizeeFamily, functions: Int = 1, horizon: Int, threads: Int = 1
) -> Evaluator {
  Evaluator(
    family: family, split: .metaTest, functions: functions, horizon: horizon, suiteSeed: 4,
    threads: threads)
}

@Suite struct EvaluatorTests {
  /// x² from 1 at learning rate ¼ halves x with every update.
  @Test func indexOfATrajectoryIsTheUpdatesApplied() {
    let trajectories = evaluator(Bowl(curvature: 1), functions: 2, horizon: 3)
      .trajectories(of: SGD(learningRate: 0.25))
    #expect(
      trajectories.map(\.losses) == [[1, 0.25, 0.0625, 0.015625], [1, 0.25, 0.0625, 0.015625]])
  }

  /// From rest: x₁ = 1 − ½ = ½. Then the gradient at ½ − ½ · ½ = ¼ is ½, the velocity
  /// −¼ − ⅛ = −⅜, and x₂ = ⅛; a loss at the look-ahead would be 1/16 first.
  @Test func nesterovIsLoggedAtTheParameters() {
    let trajectories = evaluator(Bowl(curvature: 1), horizon: 2)
      .trajectories(of: NAG(learningRate: 0.25, momentum: 0.5))
    #expect(trajectories[0].losses == [1, 0.25, 0.015625])
  }

  /// As above, x₁ = ½ and x₂ = ⅛; looked ahead from x₁, the point would be ¼.
  @Test func heldOutExamplesAreMeasuredAtTheParameters() {
    let trajectories = evaluator(HeldOutBowl(), functions: 2, horizon: 2)
      .trajectories(of: NAG(learningRate: 0.25, momentum: 0.5), heldOutAfter: [1, 2])
    let expected = [
      Trajectory.HeldOut(updates: 1, loss: 0.5, accuracy: -0.5),
      Trajectory.HeldOut(updates: 2, loss: 0.125, accuracy: -0.125),
    ]
    #expect(trajectories.map(\.heldOut) == [expected, expected])
    let unasked = evaluator(HeldOutBowl(), horizon: 2).trajectories(of: SGD(learningRate: 0.1))
    #expect(unasked[0].heldOut.isEmpty)
    let without = evaluator(Clock(), horizon: 2)
      .trajectories(of: SGD(learningRate: 0.1), heldOutAfter: [1, 2])
    #expect(without[0].heldOut.isEmpty)
  }

  @Test func minibatchLossesCarryTheStepTheyBelongTo() {
    let trajectories = evaluator(Clock(), horizon: 12).trajectories(of: SGD(learningRate: 1))
    #expect(trajectories[0].losses == (1...13).map(Float.init))
    #expect(evaluator(Clock(), horizon: 12).finalLoss(of: SGD(learningRate: 1)).mean == 8.5)
  }

  @Test func oneDivergedFunctionLeavesNoMean() {
    let broken = evaluator(Clock(brokenFrom: 3), functions: 2, horizon: 5)
    let trajectories = broken.trajectories(of: SGD(learningRate: 1))
    #expect(trajectories.map(\.firstBadStep) == [3, 3])
    let (mean, diverged) = broken.finalLoss(of: SGD(learningRate: 1))
    #expect(mean == nil)
    #expect(diverged == 2)
  }

  @Test func finalLossIsTheMeanOverTheFunctions() {
    let drawn = evaluator(Bowl(curvature: 1, isDrawn: true), functions: 50, horizon: 1)
    let finals = drawn.trajectories(of: SGD(learningRate: 0.25)).map { Double($0.losses[1]) }
    #expect(Set(finals).count == 50)
    let (mean, diverged) = drawn.finalLoss(of: SGD(learningRate: 0.25))
    #expect(mean == finals.reduce(0, +) / 50)
    #expect(diverged == 0)
  }

  /// Losses, their areas, and the summary over functions.
  @Test func bitsAreGolden() {
    let trajectories = evaluator(Bowl(curvature: 1, isDrawn: true), functions: 9, horizon: 20)
      .trajectories(of: SGD(learningRate: 0.1))
    let summary = TrajectorySummary(trajectories, after: Array(0...20))
    let bits = fingerprint(
      trajectories.flatMap(\.losses) + trajectories.compactMap(\.logArea) + summary.mean
        + summary.lowerQuartile + summary.median + summary.upperQuartile)
    let flaw = Golden<UInt64>(0x611ABBC0D3C28F4F, 4).flaw(
      of: bits, by: Sampling.Arithmetic.version, Kernels.Arithmetic.version,
      Optimizers.Arithmetic.version, Evaluation.Arithmetic.version)
    #expect(flaw == nil)
  }

  /// 200 functions of 17 parameters are three groups, the last of them short.
  @Test(arguments: [Adam(learningRate: 0.01), NAG(learningRate: 0.01)] as [any Optimizer], [2, 3])
  func bitsDoNotDependOnThreadsOrNeighbours(optimizer: any Optimizer, threads: Int) throws {
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-17"))
    let alone = evaluator(family, functions: 200, horizon: 3).trajectories(of: optimizer)
    let shared = evaluator(family, functions: 200, horizon: 3, threads: threads)
      .trajectories(of: optimizer)
    #expect(alone == shared)
    let few = evaluator(family, functions: 7, horizon: 3).trajectories(of: optimizer)
    #expect(Array(alone.prefix(7)) == few)
  }
}
