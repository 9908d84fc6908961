import Optimizees
import Settings

/// Adam (Kingma and Ba, 2015), its bias correction folded into the step size:
/// mₜ = β₁ mₜ₋₁ + (1 − β₁) ∇, vₜ = β₂ vₜ₋₁ + (1 − β₂) ∇²,
/// updateₜ = −learningRate √(1 − β₂ᵗ) / (1 − β₁ᵗ) · mₜ / (√vₜ + ε), t = 1, 2, …
///
/// Torch7 `optim.adam` with its defaults β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. Here ε stands beside √vₜ
/// before the bias correction; in the algorithm as published, and in PyTorch, after it.
public struct Adam: HandDesignedRule {
  public var learningRate = 0.0
  /// β₁.
  public var meanDecay = 0.9
  /// β₂.
  public var squareDecay = 0.999
  /// ε.
  public var epsilon = 1e-8
  public var schedule = RateSchedule()

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

  public init() {}

  public static let kind = "adam"
  public static let summary = "Adam, decays 0.9 and 0.999"
  public static let settings: [TunedField<Adam>] =
    [.learningRate(from: 1e-4, to: 1)]
    + TunedField.decays(\.meanDecay, \.squareDecay, squareDefault: 0.999)
    + [.epsilon(\.epsilon, default: 1e-8)] + TunedField.schedule

  public func initialState(for layout: ParameterLayout) -> State {
    let zeros = [Float](repeating: 0, count: layout.count)
    return State(mean: zeros, meanSquare: zeros)
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) { write(&update, gradient: step.gradient.span, learningRate: rate(step), state: &state) }

  /// The update that answers to `gradient` at a constant learning rate.
  package func write(
    _ update: inout MutableSpan<Float>, gradient: Span<Float>, state: inout State
  ) {
    write(&update, gradient: gradient, learningRate: Float(learningRate), state: &state)
  }

  private func write(
    _ update: inout MutableSpan<Float>, gradient: Span<Float>, learningRate: Float,
    state: inout State
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
    let epsilon = Float(epsilon)
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
