import Settings
import Testing

@testable import Optimizees

/// The factor on a function's initial parameters.
@Suite struct InitialScaleTests {
  private func batch(scale: Bounds?, functions: Int) throws -> OptimizeeBatch {
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-gaussian-3"))
    return OptimizeeBatch(
      family, .metaTrain(run: 0), numbers: 0..<functions, suiteSeed: 9,
      transformations: Transformations(initialScale: scale))
  }

  /// A draw u gives lowest · (highest/lowest)ᵘ: each quarter of the logarithm gets a quarter.
  @Test func isOneFactorAFunctionLogUniformBetweenTheBounds() throws {
    let functions = 2_000
    let plain = try batch(scale: nil, functions: functions).initialParameters
    let scaled = try batch(scale: Bounds(from: 0.01, to: 1), functions: functions).initialParameters
    var quarters = [0, 0, 0, 0]
    for function in 0..<functions {
      let factors = (3 * function..<3 * function + 3).map { scaled[$0] / plain[$0] }
      #expect(factors.allSatisfy { abs($0 / factors[0] - 1) < 1e-6 }, "one factor a function")
      #expect((0.0099999...1.000001).contains(factors[0]))
      quarters[[0.0316228, 0.1, 0.316228].count { $0 < factors[0] }] += 1
    }
    // Five standard deviations of a count of 500 among 2,000.
    #expect(quarters.allSatisfy { abs($0 - functions / 4) < 97 }, "\(quarters)")
  }

  /// A stream of its own: what a factor is does not depend on what the function drew before it.
  @Test func isTheSameForFunctionsThatDrawMore() throws {
    let factors = try ["quadratic-gaussian-3", "quadratic-gaussian-7"].map { name in
      let family = try #require(OptimizeeRegistry.family(named: name))
      let parameters = [nil, Bounds(from: 0.01, to: 1)].map { scale in
        OptimizeeBatch(
          family, .metaValidation, numbers: 4..<5, suiteSeed: 9,
          transformations: Transformations(initialScale: scale)
        ).initialParameters[0]
      }
      return parameters[1] / parameters[0]
    }
    #expect(abs(factors[0] / factors[1] - 1) < 1e-6)
  }

  @Test func leavesTheFunctionsAlone() throws {
    let (plain, scaled) = (
      try batch(scale: nil, functions: 4),
      try batch(scale: Bounds(from: 0.5, to: 0.5), functions: 4)
    )
    #expect(scaled.initialParameters == plain.initialParameters.map { 0.5 * $0 })
    #expect(
      scaled.losses(at: plain.initialParameters, step: 0)
        == plain.losses(at: plain.initialParameters, step: 0))
  }
}
