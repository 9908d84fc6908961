import Optimizees
import Settings

/// Lion (Chen et al., 2023, algorithm 2): the sign of a mean, with two decays,
/// updateₜ = −learningRate (sign(β₁ mₜ + (1 − β₁) ∇) + λ parameters),
/// mₜ₊₁ = β₂ mₜ + (1 − β₂) ∇, m₀ = 0, sign(0) = 0.
///
/// Defaults are the paper's: β₁ = 0.9, β₂ = 0.99, λ = 0.
public struct Lion: HandDesignedRule {
  public var learningRate = 0.0
  /// β₁.
  public var updateDecay = 0.9
  /// β₂.
  public var meanDecay = 0.99
  /// λ.
  public var weightDecay = 0.0
  public var schedule = RateSchedule()

  public struct State: Equatable, Sendable {
    /// m, one element a coordinate.
    var mean: [Float]
  }

  public init() {}

  public static let kind = "lion"
  public static let summary = "the sign of a mean gradient, with weight decay"
  public static let settings: [TunedField<Lion>] =
    [
      .learningRate(from: 1e-5, to: 0.1),
      .decay(
        "updateDecay", \.updateDecay, default: 0.9, from: 0.5, to: 0.99,
        page: "β₁, the share of the mean gradient in the update"),
      .decay(
        "meanDecay", \.meanDecay, default: 0.99, from: 0.7, to: 0.999,
        page: "β₂, the share of the mean gradient that is kept"),
      .weightDecay(\.weightDecay, default: 0, from: 1e-4, to: 1),
    ] + TunedField.schedule

  public func initialState(for layout: ParameterLayout) -> State {
    State(mean: [Float](repeating: 0, count: layout.count))
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    let (gradient, parameters) = (step.gradient.span, step.parameters.span)
    let count = gradient.count
    var mean = state.mean.mutableSpan
    precondition(
      update.count == count && mean.count == count && parameters.count == count,
      "one layout for all")
    let rate = rate(step)
    let shrinkage = Float(Double(rate) * weightDecay)
    let (updateKept, updateAdded) = (Float(updateDecay), Float(1 - updateDecay))
    let (meanKept, meanAdded) = (Float(meanDecay), Float(1 - meanDecay))
    for i in 0..<count {
      let slope = gradient[i]
      let direction = updateKept * mean[i] + updateAdded * slope
      mean[i] = meanKept * mean[i] + meanAdded * slope
      // Times 0: what is no number stays none.
      let signed = direction > 0 ? rate : direction < 0 ? -rate : direction * 0
      update[i] = -signed - shrinkage * parameters[i]
    }
  }
}
