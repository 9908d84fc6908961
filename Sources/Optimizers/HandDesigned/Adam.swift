import Optimizees

/// Adam (Kingma and Ba, 2015), its bias correction folded into the step size:
/// mₜ = β₁ mₜ₋₁ + (1 − β₁) ∇, vₜ = β₂ vₜ₋₁ + (1 − β₂) ∇²,
/// updateₜ = −learningRate √(1 − β₂ᵗ) / (1 − β₁ᵗ) · mₜ / (√vₜ + ε), t = 1, 2, …
///
/// Torch7 `optim.adam` with its defaults β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. Here ε stands beside √vₜ
/// before the bias correction; in the algorithm as published, and in PyTorch, after it.
public struct Adam: Optimizer {
  public let learningRate: Float
  /// β₁.
  public let meanDecay: Double
  /// β₂.
  public let squareDecay: Double
  /// ε.
  public let epsilon: Float

  public struct State: Equatable, Sendable {
    /// m and v, one element a coordinate.
    package var mean: [Float]
    package var meanSquare: [Float]
    /// β₁ᵗ and β₂ᵗ, by repeated multiplication.
    package var meanDecayPower: Double
    package var squareDecayPower: Double

    package init(
      mean: [Float], meanSquare: [Float], meanDecayPower: Double = 1, squareDecayPower: Double = 1
    ) {
      self.mean = mean
      self.meanSquare = meanSquare
      self.meanDecayPower = meanDecayPower
      self.squareDecayPower = squareDecayPower
    }
  }

  public init(
    learningRate: Float, meanDecay: Double = 0.9, squareDecay: Double = 0.999,
    epsilon: Float = 1e-8
  ) {
    self.learningRate = learningRate
    self.meanDecay = meanDecay
    self.squareDecay = squareDecay
    self.epsilon = epsilon
  }

  public func initialState(for layout: ParameterLayout) -> State {
    let zeros = [Float](repeating: 0, count: layout.count)
    return State(mean: zeros, meanSquare: zeros)
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) { write(&update, gradient: step.gradient.span, state: &state) }

  /// The update that answers to `gradient`, the only thing Adam sees of a step.
  package func write(
    _ update: inout MutableSpan<Float>, gradient: Span<Float>, state: inout State
  ) {
    state.meanDecayPower *= meanDecay
    state.squareDecayPower *= squareDecay
    let stepSize =
      Double(learningRate) * (1 - state.squareDecayPower).squareRoot()
      / (1 - state.meanDecayPower)
    write(
      &update, gradient: gradient, mean: &state.mean, meanSquare: &state.meanSquare,
      stepSize: Float(stepSize))
  }

  private func write(
    _ update: inout MutableSpan<Float>, gradient: Span<Float>, mean: inout [Float],
    meanSquare: inout [Float], stepSize: Float
  ) {
    let count = gradient.count
    var mean = mean.mutableSpan
    var meanSquare = meanSquare.mutableSpan
    precondition(
      update.count == count && mean.count == count && meanSquare.count == count,
      "one layout for all")
    let (meanKept, meanAdded) = (Float(meanDecay), Float(1 - meanDecay))
    let (squareKept, squareAdded) = (Float(squareDecay), Float(1 - squareDecay))
    for i in 0..<count {
      let slope = gradient[i]
      let nextMean = meanKept * mean[i] + meanAdded * slope
      let nextSquare = squareKept * meanSquare[i] + squareAdded * (slope * slope)
      mean[i] = nextMean
      meanSquare[i] = nextSquare
      update[i] = -stepSize * (nextMean / (nextSquare.squareRoot() + epsilon))
    }
  }
}
