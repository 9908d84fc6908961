import Optimizees
import Optimizers
import Testing

@testable import Inspection

/// Gradient descent on quadratics: update = −rate · gradient.
@Suite struct UpdateLengthsTests {
  private func lengths(
    rate: Float, family: String = "quadratic-uniform-3", horizon: Int = 6, unrollLength: Int = 3
  ) throws -> UpdateLengths {
    let rule = try #require(
      LearnedOptimizer(
        CoordinatewiseLinear(outputScale: 1), metaParameters: [-rate, 0]))
    return UpdateLengths(
      of: rule, on: try #require(OptimizeeRegistry.family(named: family)), suiteSeed: 4,
      horizon: horizon, unrollLength: unrollLength)
  }

  /// From a tenth of a good learning rate on every step helps; twice the longest stable one, none does.
  @Test func whatIsTooShortAndTooLongIsTold() throws {
    for window in try lengths(rate: 0.005).windows {
      #expect(window.measured.mean < -2 * window.measured.standardError)
      #expect(window.firstOrder.mean < window.measured.mean, "later gradients are smaller for it")
    }
    for window in try lengths(rate: 1).windows {
      #expect(window.measured.mean > 0)
    }
    #expect(try lengths(rate: 1).windows.map(\.updates) == [0...3, 3...6])
  }

  /// One update a window: nothing is dropped, and both are the slope along it.
  @Test func ofASingleUpdateBothAreTheSame() throws {
    let lengths = try lengths(rate: 0.02, horizon: 12, unrollLength: 1)
    #expect(lengths.windows.count == UpdateLengths.mostWindows)
    for window in lengths.windows {
      #expect(window.firstOrder.mean < 0)
      #expect(
        abs(window.measured.mean - window.firstOrder.mean) < 1e-3 * abs(window.firstOrder.mean))
    }
  }

  /// The same functions and minibatches for every factor: without, a tenth would drown in their noise.
  @Test func functionsOfMinibatchesAreComparedOnTheSame() throws {
    let lengths = try lengths(
      rate: 0.1, family: "digits-mlp-2-batch-2", horizon: 2, unrollLength: 1)
    for window in lengths.windows {
      #expect(
        abs(window.measured.mean - window.firstOrder.mean) < 0.1 * abs(window.firstOrder.mean))
    }
  }

  /// Of updates one percent longer: a hundredth of the derivatives.
  @Test func theTableHasTheEstimatesOfEveryWindow() throws {
    let lengths = try lengths(rate: 0.005)
    let lines = lengths.text().split(separator: "\n")
    #expect(lines.count == 4 + lengths.windows.count)
    #expect(lines.last == "longer updates would be better in 0-3, 3-6")
    for (line, window) in zip(lines.dropFirst(3), lengths.windows) {
      let estimates = [window.firstOrder, window.measured].flatMap { [$0.mean, $0.standardError] }
      let cells = line.split(separator: " ")
      #expect(cells[0] == "\(window.updates.lowerBound)-\(window.updates.upperBound)")
      #expect(cells.count == 1 + estimates.count)
      for (cell, estimate) in zip(cells.dropFirst(), estimates) {
        let shown = try #require(Double(cell.replacing("−", with: "-")))
        #expect(abs(100 * shown / estimate - 1) < 0.05, "two digits")
      }
    }
  }
}
