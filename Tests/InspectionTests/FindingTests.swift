import Differentiation
import Optimizees
import Optimizers
import Testing

@testable import Inspection

/// f(x) = slope · x, with a slope for each step: gradients of any size, whatever the updates.
private struct Slopes: OptimizeeFamily {
  static let namePattern = "slopes"
  let slopes: [Float]

  init(_ slopes: [Float]) { self.slopes = slopes }
  init?(name: String) { nil }

  var name: String { "slopes" }
  var tensors: [ParameterTensor] { [.point(dimension: 1)] }
  var isDeterministic: Bool { true }

  func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    initialParameters[0] = 1
    return Function(slopes: slopes)
  }

  struct Function: Optimizee {
    let slopes: [Float]

    func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
      gradient[0] = slopes[step]
      return loss(at: parameters, step: step)
    }

    func loss(at parameters: Span<Float>, step: Int) -> Float { slopes[step] * parameters[0] }
  }
}

/// Windows of one update of the linear rule, update = w · gradient + b at an output scale of 1: with the
/// gradients g₀, g₁, … the metaGradient of window k is (gₖ gₖ₊₁, gₖ₊₁).
private func findings(_ slopes: [Float]) throws -> [Finding] {
  let rule = try #require(
    LearnedOptimizer(
      CoordinatewiseLinear(outputScale: 1), metaParameters: [-0.1, 0]))
  let diagnosis = try #require(
    Diagnosis(
      of: rule, on: Slopes(slopes), suiteSeed: 0, horizon: slopes.count - 1, unrollLength: 1,
      threads: 1))
  return diagnosis.findings.filter {
    switch $0 {
    case .vanishing, .exploding: true
    case .notFinite, .lossDidNotFall, .hardlyMoves, .saturated: false
    }
  }
}

@Suite struct FindingTests {
  @Test func metaGradientsOfOneSizeAreFine() throws {
    #expect(try findings([1, 1, 1, 1, 1, 1]).isEmpty)
  }

  /// A root mean square of 1e-8 is Adam's ε: of two elements, one being next to nothing, √2 · 1e-8.
  @Test func aMetaGradientBelowEpsilonVanishes() throws {
    #expect(try findings([1e-4, 1e-4, 1e-4, 1.5e-8, 1e-4, 1e-4]).isEmpty)
    #expect(
      try findings([1e-4, 1e-4, 1e-4, 1.3e-8, 1e-4, 1e-4]) == [.vanishing(after: 2)])
  }

  /// The median window's norm is √2; of the windows with the steep step as the later gradient, √2 times
  /// the slope.
  @Test func aMetaGradientAThousandTimesTheMedianExplodes() throws {
    #expect(try findings([1, 1, 1, 900, 1, 1, 1, 1]).isEmpty)
    let found = try findings([1, 1, 1, 2_000, 1, 1, 1, 1])
    #expect(found.count == 1)
    guard case .exploding(after: 2, let factor) = found.first else {
      Issue.record("\(found)")
      return
    }
    #expect(abs(factor - 2_000) < 1e-3)
  }
}
