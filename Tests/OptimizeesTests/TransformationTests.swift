import Kernels
import Sampling
import Settings
import TestSupport
import Testing

@testable import Optimizees

/// Factors on parameters, and the convex term.
@Suite struct TransformationTests {
  private func batch(
    _ transformations: Transformations, functions: Int = 1, of name: String = "quadratic-gaussian-3"
  ) throws -> OptimizeeBatch {
    OptimizeeBatch(
      try #require(OptimizeeRegistry.family(named: name)), .metaTrain(run: 0),
      numbers: 0..<functions, suiteSeed: 9, transformations: transformations)
  }

  /// c of every parameter: θ₀ / x₀.
  private func factors(
    _ transformations: Transformations, functions: Int, of name: String = "quadratic-gaussian-3"
  ) throws -> [[Float]] {
    let plain = try batch(Transformations(), functions: functions, of: name)
    let changed = try batch(transformations, functions: functions, of: name)
    let (size, all) = (plain.parameterCount, changed.parameterCount)
    return (0..<functions).map { function in
      (0..<size).map {
        plain.initialParameters[function * size + $0]
          / changed.initialParameters[function * all + $0]
      }
    }
  }

  /// A draw u gives e^(6u − 3): each quarter of the logarithm gets a quarter.
  @Test func randomScalingIsOneFactorAParameterLogUniform() throws {
    let drawn = try factors(Transformations(randomScaling: 3), functions: 700)
    var quarters = [0, 0, 0, 0]
    for own in drawn {
      #expect(Set(own.map { ($0 * 1e4).rounded() }).count == 3, "a factor for each parameter")
      for factor in own {
        #expect((0.0497870...20.08555).contains(factor))
        quarters[[0.22313, 1, 4.48169].count { $0 < factor }] += 1
      }
    }
    // Five standard deviations of a count of 525 among 2,100.
    #expect(quarters.allSatisfy { abs($0 - 525) < 100 }, "\(quarters)")
  }

  @Test func parameterRescalingIsOneFactorAFunction() throws {
    let bounds = Bounds(from: 1e-3, to: 1e3)
    let drawn = try factors(Transformations(parameterRescaling: bounds), functions: 400)
    for own in drawn { #expect(own.allSatisfy { abs($0 / own[0] - 1) < 1e-6 }) }
    #expect(abs(drawn.count { $0[0] < 1 } - 200) < 50)
    #expect(drawn.contains { $0[0] < 3e-3 } && drawn.contains { $0[0] > 300 })
  }

  /// Streams of their own: what one draws does not depend on the others.
  @Test func transformationsDoNotMoveEachOther() throws {
    let alone = try factors(Transformations(randomScaling: 3), functions: 3)
    let withTerm = try factors(Transformations(randomScaling: 3, convexTerm: 20), functions: 3)
    #expect(withTerm == alone)
    let bounds = Bounds(from: 2, to: 2)
    let both = try factors(
      Transformations(randomScaling: 3, parameterRescaling: bounds), functions: 3)
    for (both, alone) in zip(both.joined(), alone.joined()) {
      #expect(abs(both / (2 * alone) - 1) < 1e-6)
    }
    let rescaled = try factors(
      Transformations(initialScale: bounds, randomScaling: 3), functions: 3)
    for (rescaled, alone) in zip(rescaled.joined(), alone.joined()) {
      #expect(abs(2 * rescaled / alone - 1) < 1e-6)
    }
  }

  /// x₀ is rounded once, so that c x₀ is θ₀ to an ulp or two.
  @Test(arguments: ["quadratic-gaussian-3", "digits-mlp-3-batch-2"])
  func theValueAtTheStartIsUnchanged(name: String) throws {
    let plain = try batch(Transformations(), functions: 4, of: name)
    let scaled = try batch(
      Transformations(randomScaling: 3, parameterRescaling: Bounds(from: 1e-3, to: 1e3)),
      functions: 4, of: name)
    #expect(scaled.initialParameters != plain.initialParameters)
    let losses = zip(
      plain.losses(at: plain.initialParameters, step: 0),
      scaled.losses(at: scaled.initialParameters, step: 0))
    for (plain, scaled) in losses { #expect(abs(scaled / plain - 1) < 1e-5) }
  }

  /// The changed function in Double: f(c ⊙ x) + h(z).
  private func reference(_ function: any Optimizee) throws -> ([Double]) -> Double {
    let sum = try #require(function as? Ensemble)
    let scaled = try #require(sum.parts[0].function as? ScaledFunction)
    let term = try #require(sum.parts[1].function as? ConvexTerm)
    let quadratic = ReferenceQuadratic(
      gaussian: true, dimension: 3,
      drawnFrom: RandomStream(suiteSeed: 9, role: .metaTrainFunction, index: 0))
    return { x in
      let inner = zip(scaled.factors, x).map { Double($0) * $1 }
      let squares = term.targets.indices.map { index in
        let residual = Double(term.factors[index]) * x[3 + index] - Double(term.targets[index])
        return min(residual * residual, 10)
      }
      return quadratic.loss(inner[...]) + squares.reduce(0, +) / Double(squares.count)
    }
  }

  @Test func gradientsMatchCentralDifferences() throws {
    let batch = try batch(Transformations(randomScaling: 1, convexTerm: 5))
    let function = batch.functions[0]
    let loss = try reference(function)
    // The last parameter is beyond the clip.
    let parameters: [Float] = [0.5, -0.25, 1, 0.125, -0.5, 0.75, 0, 20]
    var gradient = [Float](repeating: .nan, count: 8)
    var span = gradient.mutableSpan
    let found = function.loss(at: parameters.span, step: 0, gradient: &span)
    let exact = parameters.map(Double.init)
    #expect(abs(Double(found) / loss(exact) - 1) < 1e-6)
    #expect(found == function.loss(at: parameters.span, step: 0))
    for index in exact.indices {
      func moved(_ by: Double) -> Double {
        var other = exact
        other[index] += by
        return loss(other)
      }
      let difference = (moved(1e-4) - moved(-1e-4)) / 2e-4
      #expect(abs(Double(gradient[index]) - difference) < 1e-5 * max(1, abs(difference)))
    }
    #expect(gradient[7] == 0)
    #expect(gradient[..<7].allSatisfy { $0 != 0 })
  }

  @Test func theConvexTermHasATensorOfItsOwnAndStartsAtZero() throws {
    let batch = try batch(
      Transformations(convexTerm: 20), functions: 2, of: "digits-mlp-3-batch-2")
    let last = try #require(batch.layout.tensors.last)
    #expect(last.shape == [20] && last.role == .other)
    let size = batch.parameterCount
    for function in 0..<2 {
      let own = batch.initialParameters[(function + 1) * size - 20..<(function + 1) * size]
      #expect(own.allSatisfy { $0 == 0 })
    }
    let terms = batch.functions.compactMap { ($0 as? Ensemble)?.parts[1].function as? ConvexTerm }
    #expect(terms.count == 2 && terms[0].targets != terms[1].targets)
    for term in terms {
      #expect(term.targets.allSatisfy { (-1...1).contains($0) })
      #expect(term.factors.allSatisfy { (0.36787...2.71829).contains($0) })
    }
  }

  @Test(arguments: 2...3)
  func bitsDoNotDependOnThreads(threads: Int) throws {
    let batch = try batch(
      Transformations(randomScaling: 3, convexTerm: 4), functions: 2, of: "digits-mlp-3-batch-2")
    func evaluate(_ threads: Int) -> (losses: [Float], gradient: [Float]) {
      var losses: [Float] = [0, 0]
      var gradient = batch.initialParameters
      batch.evaluate(
        at: batch.initialParameters, step: 1, losses: &losses, gradient: &gradient,
        loop: ParallelLoop(threads: threads))
      return (losses, gradient)
    }
    let (one, many) = (evaluate(1), evaluate(threads))
    #expect(one.losses == many.losses)
    #expect(one.gradient == many.gradient)
  }

  @Test func bitsAreGolden() throws {
    let batch = try batch(
      Transformations(
        initialScale: Bounds(from: 0.5, to: 2), randomScaling: 3,
        parameterRescaling: Bounds(from: 0.1, to: 10), convexTerm: 4), functions: 5)
    var losses = [Float](repeating: 0, count: 5)
    var gradient = batch.initialParameters
    let parameters = batch.initialParameters.map { $0 + 0.25 }
    batch.evaluate(
      at: parameters, step: 0, losses: &losses, gradient: &gradient, loop: ParallelLoop(threads: 1))
    let flaw = Golden<UInt64>(0x12AE_F2D9_6F8F_077C, 3).flaw(
      of: fingerprint(batch.initialParameters + losses + gradient),
      by: Optimizees.Arithmetic.version,
      Kernels.Arithmetic.version)
    #expect(flaw == nil)
  }
}
