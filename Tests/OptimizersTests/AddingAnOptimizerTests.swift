import Foundation
import Optimizees
import Optimizers
import Sampling
import Settings
import TestSupport
import Testing

/// The pages on adding optimizers show code that this target compiles and these tests use.
@Suite struct AddingAnOptimizerTests {
  @Test(arguments: [
    ("adding-a-hand-designed-optimizer.md", "SignMomentum.swift"),
    ("adding-a-hand-designed-optimizer.md", "Signum.swift"),
    ("adding-a-learned-optimizer.md", "CoordinatewiseMomentum.swift"),
    ("your-own-package.md", "main.swift"),
  ])
  func thePageShowsTheFile(page: String, file: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "docs/\(page)"), encoding: .utf8)
    let code = try String(
      contentsOf: root.appending(path: "Examples/OwnOptimizer/Sources/OwnOptimizer/\(file)"),
      encoding: .utf8)
    #expect(text.contains("```swift\n\(code)```\n"))
  }

  /// Gradients 2, −4 and 0, then −2 each: means 0.2, −0.4, 0, then −0.02, −0.56, −0.2.
  @Test func signMomentumGoesAgainstTheSignOfTheMean() {
    let rule = SignMomentum(learningRate: 0.5)
    var state = rule.initialState(for: ParameterLayout(functions: 1, parametersPerFunction: 3))
    var update: [Float] = [.nan, .nan, .nan]
    for (gradient, expected) in [([2, -4, 0], [-0.5, 0.5, 0]), ([-2, -2, -2], [0.5, 0.5, 0.5])]
      as [([Float], [Float])]
    {
      var span = update.mutableSpan
      rule.update(&span, seeing: InnerStep(gradient: gradient), state: &state)
      #expect(update == expected)
    }
  }
}

@Suite struct SignumTests {
  @Test func aDrawIsSignMomentumWithItsSettings() throws {
    let rule = HandDesigned.Rule(Signum.self)
    #expect(rule.keys == ["learningRate", "momentum", "rateDecay", "warmUp"])
    let drawn = rule.drawing(from: RandomStream(suiteSeed: 1, role: .settings, index: 0))
    guard case .number(let momentum)? = drawn.stated["momentum"] else {
      Issue.record("no momentum")
      return
    }
    #expect((0.5...0.99).contains(momentum) && (1e-5...0.1).contains(drawn.learningRate))
    let settled = try rule.settled(["learningRate": .number(0.5)])
    #expect(try firstUpdate(settled.optimizer) == firstUpdate(SignMomentum(learningRate: 0.5)))
  }

  private func firstUpdate(_ rule: some Optimizer) throws -> [Float] {
    var state = rule.initialState(for: ParameterLayout(functions: 1, parametersPerFunction: 3))
    var update: [Float] = [.nan, .nan, .nan]
    var span = update.mutableSpan
    rule.update(&span, seeing: InnerStep(gradient: [2, -4, 0]), state: &state)
    return update
  }
}

@Suite struct CoordinatewiseMomentumTests {
  private static let momentum = CoordinatewiseMomentum(outputScale: 0.5)
  private static let curvature: [Double] = [1, 0.5, 2]
  private static let start: [Float] = [1, -2, 0.5]
  private static let steps = 3

  /// Σ f(parametersₜ) over two windows of Σ c x² / 2, with the gradients fed to the rule held at those
  /// that `weights` itself meets: what the first-order metaGradient is the derivative of.
  private func window(_ weights: [Float]) throws -> (metaGradient: [Float], seen: [[Float]]) {
    let rule = try #require(LearnedOptimizer(Self.momentum, metaParameters: weights))
    let layout = ParameterLayout(functions: 1, parametersPerFunction: Self.start.count)
    let window = rule.makeWindow(for: layout, steps: Self.steps, threads: 1)
    window.reset()
    var (parameters, seen) = (Self.start, [[Float]]())
    var metaGradient: [Float] = [0, 0]
    for _ in 0..<2 {
      window.begin(metaParameters: weights)
      for _ in 0..<Self.steps {
        let gradient = gradient(at: parameters)
        seen.append(gradient)
        var update = parameters
        var span = update.mutableSpan
        window.update(&span, seeing: InnerStep(gradient: gradient))
        for index in parameters.indices { parameters[index] += update[index] }
      }
      window.backward(
        finalGradient: gradient(at: parameters).span, factor: 1, functions: 1,
        metaGradient: &metaGradient)
    }
    return (metaGradient, seen)
  }

  private func gradient(at parameters: [Float]) -> [Float] {
    zip(parameters, Self.curvature).map { Float($1) * $0 }
  }

  /// In Double, the second window from where `fixed` brings the parameters to.
  private func metaLoss(_ weights: [Double], seen: [[Float]], fixed: [Double]) -> Double {
    var parameters = Self.start.map(Double.init)
    var velocity = [Double](repeating: 0, count: parameters.count)
    var losses = 0.0
    for (step, gradient) in seen.enumerated() {
      // A window's start is a constant: it is where the weights that are differentiated at led.
      let isCut = step < Self.steps
      for index in parameters.indices {
        velocity[index] = 0.9 * velocity[index] + Double(gradient[index])
        let used = isCut ? fixed : weights
        parameters[index] +=
          0.5 * (used[0] * Double(gradient[index]) + used[1] * velocity[index])
      }
      if !isCut { losses += loss(at: parameters) }
    }
    return losses + firstWindow(weights, seen: Array(seen[..<Self.steps]))
  }

  private func firstWindow(_ weights: [Double], seen: [[Float]]) -> Double {
    var parameters = Self.start.map(Double.init)
    var velocity = [Double](repeating: 0, count: parameters.count)
    return seen.reduce(0) { total, gradient in
      for index in parameters.indices {
        velocity[index] = 0.9 * velocity[index] + Double(gradient[index])
        parameters[index] +=
          0.5 * (weights[0] * Double(gradient[index]) + weights[1] * velocity[index])
      }
      return total + loss(at: parameters)
    }
  }

  private func loss(at parameters: [Double]) -> Double {
    zip(parameters, Self.curvature).reduce(0) { $0 + $1.1 * $1.0 * $1.0 / 2 }
  }

  /// Central differences in Double; the rule computes in Float.
  @Test func metaGradientIsTheDerivativeWithTheGradientsHeld() throws {
    let weights: [Float] = [-0.3, -0.2]
    let (metaGradient, seen) = try window(weights)
    let fixed = weights.map(Double.init)
    for index in 0..<2 {
      let (above, below) = (1e-4, -1e-4)
      let values = [above, below].map { shift in
        var shifted = fixed
        shifted[index] += shift
        return metaLoss(shifted, seen: seen, fixed: fixed)
      }
      let expected = (values[0] - values[1]) / (above - below)
      #expect(abs(Double(metaGradient[index]) - expected) <= 1e-5 * abs(expected))
    }
  }

  @Test func startsFromZeroAndHasTwoWeights() {
    let stream = RandomStream(suiteSeed: 0, role: .metaParameters, index: 0)
    let rule = LearnedOptimizer(Self.momentum, drawnFrom: stream)
    #expect(rule.metaParameters == [0, 0] && rule.tensors.map(\.count) == [2])
    #expect(LearnedOptimizer(Self.momentum, metaParameters: [1]) == nil)
  }
}
