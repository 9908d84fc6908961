import Testing

@testable import Optimizees

/// The factors on the tensors of every second function.
@Suite struct TensorScaleTests {
  private func batch(scale: ClosedRange<Float>?, functions: Int) throws -> OptimizeeBatch {
    let family = try #require(OptimizeeRegistry.family(named: "digits-mlp-5-5"))
    return OptimizeeBatch(
      family, .metaTrain(run: 0), numbers: 0..<functions, suiteSeed: 9, tensorScale: scale)
  }

  /// The factor of each tensor of a function: what its initial parameters were divided by.
  private func factors(
    of function: Int, _ scaled: OptimizeeBatch, _ plain: OptimizeeBatch
  ) -> [[Float]] {
    var first = function * plain.parameterCount
    return plain.tensorSizes.map { size in
      defer { first += size }
      return (first..<first + size).map {
        plain.initialParameters[$0] / scaled.initialParameters[$0]
      }
    }
  }

  @Test func isOneFactorATensorOfEverySecondFunction() throws {
    let (plain, scaled) = (
      try batch(scale: nil, functions: 4), try batch(scale: 0.3...3, functions: 4)
    )
    for function in [0, 2] {
      let factors = factors(of: function, scaled, plain)
      #expect(Set(factors.map { $0[0] }).count == plain.tensorSizes.count)
      for tensor in factors {
        #expect(tensor.allSatisfy { abs($0 / tensor[0] - 1) < 1e-6 })
        #expect((0.29999...3.00001).contains(tensor[0]))
      }
    }
    for function in [1, 3] {
      #expect(factors(of: function, scaled, plain).joined().allSatisfy { $0 == 1 })
    }
  }

  /// A power of two changes no digit: f'(θ₀/c) = f(θ₀), with the gradient times c.
  @Test(arguments: [Float(0.25), 4])
  func isTheSameFunctionInOtherUnits(factor: Float) throws {
    let (plain, scaled) = (
      try batch(scale: nil, functions: 2), try batch(scale: factor...factor, functions: 2)
    )
    func losses(_ batch: OptimizeeBatch) -> (losses: [Float], gradient: [Float]) {
      var losses: [Float] = [0, 0]
      var gradient = [Float](repeating: 0, count: batch.initialParameters.count)
      batch.evaluate(
        at: batch.initialParameters, step: 0, losses: &losses, gradient: &gradient,
        loop: .init(threads: 1))
      return (losses, gradient)
    }
    let (before, after) = (losses(plain), losses(scaled))
    #expect(after.losses == before.losses)
    #expect(scaled.losses(at: scaled.initialParameters, step: 0) == before.losses)
    let size = plain.parameterCount
    #expect(Array(after.gradient[..<size]) == before.gradient[..<size].map { factor * $0 })
    #expect(after.gradient[size...] == before.gradient[size...])
    #expect(
      scaled.heldOut(at: scaled.initialParameters).map { $0?.loss }
        == plain.heldOut(at: plain.initialParameters).map { $0?.loss })
  }
}
