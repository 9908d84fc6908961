import Evaluation
import Testing

/// ½ Σ cᵢ (xᵢ − 1)² in ten dimensions with curvatures 1, 2, …, 10: minimum 0 at one.
private let curvature = (1...10).map(Double.init)

private func quadraticLoss(_ x: UnsafeBufferPointer<Double>) -> Double {
  x.indices.reduce(0) { $0 + curvature[$1] * (x[$1] - 1) * (x[$1] - 1) / 2 }
}

private func quadraticGradient(
  _ x: UnsafeBufferPointer<Double>, _ gradient: UnsafeMutableBufferPointer<Double>
) {
  for i in x.indices { gradient[i] = curvature[i] * (x[i] - 1) }
}

/// Calls, counted on our side of the callbacks.
private final class Calls {
  var loss = 0
  var gradient = 0
}

@Suite struct MinimiserTests {
  private let start = [Double](repeating: 0, count: 10)

  /// Gradient evaluations within which each minimiser must have reached a loss of 10⁻¹⁰; with exact
  /// line searches conjugate gradients and BFGS would need eleven.
  @Test(arguments: [
    (Minimiser.bfgs2, 25), (.fletcherReeves, 35), (.polakRibiere, 40), (.steepestDescent, 60),
  ])
  func quadraticIsSolvedWithin(minimiser: Minimiser, budget: Int) throws {
    let run = try minimiser.minimise(
      start: start, gradientEvaluations: budget, loss: quadraticLoss, gradient: quadraticGradient)
    #expect(run.bestLosses.count == budget + 1)
    #expect(run.bestLosses[0] == 27.5)
    #expect(run.bestLosses[budget] <= 1e-10)
    #expect(zip(run.bestLosses, run.bestLosses.dropFirst()).allSatisfy { $0 >= $1 })
  }

  @Test(arguments: Minimiser.allCases, [0, 1, 2, 5, 17])
  func budgetIsNeverExceededAndEveryCallIsCounted(minimiser: Minimiser, budget: Int) throws {
    let calls = Calls()
    let run = try minimiser.minimise(
      start: start, gradientEvaluations: budget,
      loss: {
        calls.loss += 1
        return quadraticLoss($0)
      },
      gradient: {
        calls.gradient += 1
        quadraticGradient($0, $1)
      })
    #expect(run.ending == .budgetSpent)
    #expect(run.gradientEvaluations == budget)
    #expect(calls.gradient == budget)
    #expect(run.lossEvaluations <= calls.loss)
    #expect(run.bestLosses.count == budget + 1)
  }

  @Test(arguments: Minimiser.allCases)
  func longerBudgetsOnlyAddToShorterOnes(minimiser: Minimiser) throws {
    let runs = try [6, 12].map {
      try minimiser.minimise(
        start: start, gradientEvaluations: $0, loss: quadraticLoss, gradient: quadraticGradient)
    }
    #expect(runs[0].bestLosses == Array(runs[1].bestLosses.prefix(7)))
  }

  @Test(arguments: Minimiser.allCases)
  func startingAtTheMinimumIsNoProgress(minimiser: Minimiser) throws {
    let run = try minimiser.minimise(
      start: [Double](repeating: 1, count: 10), gradientEvaluations: 9, loss: quadraticLoss,
      gradient: quadraticGradient)
    #expect(run.ending == .noProgress)
    #expect(run.gradientEvaluations == 1)
    #expect(run.bestLosses == [Double](repeating: 0, count: 10))
  }

  @Test(arguments: Minimiser.allCases, [Double.nan, .infinity, -.infinity])
  func nonFiniteStartEndsAtOnce(minimiser: Minimiser, value: Double) throws {
    let run = try minimiser.minimise(
      start: [0], gradientEvaluations: 3, loss: { _ in value }, gradient: { $1[0] = 1 })
    #expect(run.ending == .nonFinite)
    #expect(run.gradientEvaluations == 0)
    #expect(run.bestLosses.map(\.bitPattern) == Array(repeating: value.bitPattern, count: 4))
  }

  /// Beyond −1 the loss is not a number: it must never be taken for the best.
  @Test(arguments: Minimiser.allCases)
  func cliffIsSurvived(minimiser: Minimiser) throws {
    let run = try minimiser.minimise(
      start: [4], gradientEvaluations: 40,
      loss: { $0[0] < -1 ? .nan : $0[0] * $0[0] }, gradient: { $1[0] = 2 * $0[0] })
    #expect(run.bestLosses.allSatisfy { $0.isFinite })
    #expect(run.bestLosses[40] < 16)
  }

  @Test(arguments: Minimiser.allCases)
  func nonFiniteGradientEndsAndHoldsTheBest(minimiser: Minimiser) throws {
    let run = try minimiser.minimise(
      start: [4], gradientEvaluations: 20, loss: { $0[0] * $0[0] },
      gradient: { $1[0] = $0[0] < 3.99 ? .nan : 2 * $0[0] })
    #expect(run.ending == .nonFinite)
    #expect(run.gradientEvaluations == 2)
    #expect(run.bestLosses.dropFirst().allSatisfy { $0 < 16 })
  }

  @Test func namesAreThoseOfTheSuites() {
    let names = Minimiser.allCases.map(\.rawValue)
    #expect(names == ["steepest-descent", "fletcher-reeves", "polak-ribiere", "bfgs2"])
  }

  @Test func errorsNameTheCallAndTheStatus() {
    let error = MinimiserError.status(
      minimiser: .bfgs2, call: "iterate", code: 27, meaning: "iteration is not making progress")
    #expect(
      error.description == "GSL minimiser bfgs2: iterate returned status 27 "
        + "(iteration is not making progress), expected 0")
  }
}
