import Optimizees
import Optimizers
import Sampling
import Settings
import TestSupport
import Testing

/// A rule whose coordinates meet: updateᵢ = w gradientᵢ + v mₜ₊₁ + c parametersᵢ with one m for each
/// function, mₜ₊₁ = a mₜ + the mean of the function's gradient. The metaParameters are w, v, a, c.
private struct SharedMean: LearnedRuleKind, StepwiseRule {
  static let kind = "shared-mean"
  static let fields: [Field<SharedMean>] = []

  var tensors: [LearnedTensor] { [LearnedTensor(name: "weights", shape: [4])] }

  func initialMetaParameters(from stream: RandomStream) -> [Float] { [0, 0, 0, 0] }

  func initialMemory(for layout: ParameterLayout) -> [[Float]] {
    [[Float](repeating: 0, count: layout.functions)]
  }

  private func size(_ step: InnerStep) -> Int { step.gradient.count / step.losses.count }

  private func next(_ memory: [Float], a: Float, seeing step: InnerStep) -> [Float] {
    let size = size(step)
    return memory.enumerated().map { function, memory in
      let mean = step.gradient[function * size..<(function + 1) * size].reduce(0, +) / Float(size)
      return a * memory + mean
    }
  }

  func step(
    _ update: inout MutableSpan<Float>, metaParameters: [Float], seeing step: InnerStep,
    memory: inout [[Float]]
  ) {
    memory[0] = next(memory[0], a: metaParameters[2], seeing: step)
    for index in 0..<update.count {
      update[index] =
        metaParameters[0] * step.gradient[index]
        + metaParameters[1] * memory[0][index / size(step)]
        + metaParameters[3] * step.parameters[index]
    }
  }

  func backward(
    _ adjoint: inout StepAdjoint, metaParameters: [Float], seeing step: InnerStep,
    memory: [[Float]]
  ) {
    let after = next(memory[0], a: metaParameters[2], seeing: step)
    for (index, update) in adjoint.update.enumerated() {
      let function = index / size(step)
      adjoint.metaGradient[0] += Double(update * step.gradient[index])
      adjoint.metaGradient[1] += Double(update * after[function])
      adjoint.metaGradient[3] += Double(update * step.parameters[index])
      adjoint.memory[0][function] += metaParameters[1] * update
      adjoint.parameters[index] += metaParameters[3] * update
    }
    for function in after.indices {
      adjoint.metaGradient[2] += Double(adjoint.memory[0][function] * memory[0][function])
      adjoint.memory[0][function] *= metaParameters[2]
    }
  }
}

/// Two functions of three parameters, Σ cᵢ xᵢ²/2, in two windows of three updates times a factor.
@Suite struct StepwiseRuleTests {
  private static let curvature: [Double] = [1, 0.5, 2, 0.25, 1.5, 0.75]
  private static let start: [Float] = [1, -2, 0.5, 3, -1, 0.25]
  private static let weights: [Float] = [-0.3, -0.2, 0.8, -0.05]
  private static let steps = 3
  private static let factor: Float = 0.75

  private let layout = ParameterLayout(functions: 2, parametersPerFunction: 3)

  private func gradient(at parameters: [Float]) -> [Float] {
    zip(parameters, Self.curvature).map { Float($1) * $0 }
  }

  private func seen(_ parameters: [Float], number: Int) -> InnerStep {
    InnerStep(
      number: number, horizon: 2 * Self.steps, parameters: parameters,
      gradient: gradient(at: parameters), losses: [0, 0])
  }

  /// The metaGradient of the second window, with its first parameters and memory and the gradients seen.
  private func secondWindow() throws -> (
    metaGradient: [Float], parameters: [Float], memory: [Double], seen: [[Float]]
  ) {
    let window = try #require(SharedMean().makeWindow(for: layout, steps: Self.steps, threads: 1))
    window.reset()
    var parameters = Self.start
    var memory = [0.0, 0.0]
    var (first, firstMemory) = (parameters, memory)
    var gradients: [[Float]] = []
    var metaGradient = [Float](repeating: 0, count: 4)
    for number in 0..<2 {
      window.begin(metaParameters: Self.weights, number: number)
      (first, firstMemory, gradients) = (parameters, memory, [])
      for step in 0..<Self.steps {
        let seen = seen(parameters, number: number * Self.steps + step)
        gradients.append(seen.gradient)
        for function in 0..<2 {
          let mean = seen.gradient[3 * function..<3 * function + 3].reduce(0, +) / 3
          memory[function] = Double(Self.weights[2]) * memory[function] + Double(mean)
        }
        var update = parameters
        var span = update.mutableSpan
        window.update(&span, seeing: seen)
        for index in parameters.indices { parameters[index] += Self.factor * update[index] }
      }
      metaGradient = [0, 0, 0, 0]
      window.backward(
        finalGradient: gradient(at: parameters).span, factor: Self.factor, functions: 2,
        metaGradient: &metaGradient)
    }
    return (metaGradient, first, firstMemory, gradients)
  }

  /// In Double: half of Σ f(parametersₜ) over the window, the gradients seen held.
  private func metaLoss(
    _ weights: [Double], from start: [Float], memory: [Double], seen: [[Float]]
  ) -> Double {
    var parameters = start.map(Double.init)
    var memory = memory
    return seen.reduce(0) { total, gradient in
      for function in 0..<2 {
        let mean = gradient[3 * function..<3 * function + 3].reduce(0) { $0 + Double($1) } / 3
        memory[function] = weights[2] * memory[function] + mean
      }
      let before = parameters
      for index in parameters.indices {
        parameters[index] +=
          Double(Self.factor)
          * (weights[0] * Double(gradient[index]) + weights[1] * memory[index / 3]
            + weights[3] * before[index])
      }
      return total + zip(parameters, Self.curvature).reduce(0) { $0 + $1.1 * $1.0 * $1.0 / 4 }
    }
  }

  @Test func metaGradientMatchesCentralDifferencesWhereCoordinatesMeet() throws {
    let window = try secondWindow()
    let weights = Self.weights.map(Double.init)
    for index in weights.indices {
      let width = 1e-4
      let sides = [width, -width].map { shift in
        var shifted = weights
        shifted[index] += shift
        return metaLoss(
          shifted, from: window.parameters, memory: window.memory, seen: window.seen)
      }
      let expected = (sides[0] - sides[1]) / (2 * width)
      #expect(abs(expected) > 1e-3)
      #expect(
        abs(Double(window.metaGradient[index]) - expected) <= 1e-5 * max(1, abs(expected)),
        "metaParameter \(index)")
    }
  }

  @Test func theFrozenOptimizerMakesTheUpdatesOfTheWindow() throws {
    let window = try #require(SharedMean().makeWindow(for: layout, steps: 4, threads: 1))
    let optimizer = try #require(LearnedOptimizer(SharedMean(), metaParameters: Self.weights))
    var running = RunningOptimizer(optimizer, for: layout)
    window.reset()
    window.begin(metaParameters: Self.weights, number: 0)
    var parameters = Self.start
    for number in 0..<4 {
      let seen = seen(parameters, number: number)
      var (frozen, unrolled) = (parameters, parameters)
      var frozenSpan = frozen.mutableSpan
      running.update(&frozenSpan, seeing: seen)
      var unrolledSpan = unrolled.mutableSpan
      window.update(&unrolledSpan, seeing: seen)
      #expect(frozen == unrolled)
      for index in parameters.indices { parameters[index] += frozen[index] }
    }
  }
}
