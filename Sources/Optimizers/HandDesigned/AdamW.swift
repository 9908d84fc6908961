import Optimizees
import Settings

/// AdamW (Loshchilov and Hutter, 2019): Adam with bias correction before ε, and a weight decay beside it,
/// mₜ = β₁ mₜ₋₁ + (1 − β₁) ∇, vₜ = β₂ vₜ₋₁ + (1 − β₂) ∇², m₀ = v₀ = 0,
/// updateₜ = −learningRate (m̂ₜ / (√v̂ₜ + ε) + λ parameters), m̂ₜ = mₜ / (1 − β₁ᵗ), v̂ₜ = vₜ / (1 − β₂ᵗ).
///
/// PyTorch's `torch.optim.AdamW` and optax's `adamw`, whose update is the same; defaults are PyTorch's:
/// β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, λ = 0.01. The decay is of all parameters, biases too.
public struct AdamW: HandDesignedRule {
  public var learningRate = 0.0
  /// β₁.
  public var meanDecay = 0.9
  /// β₂.
  public var squareDecay = 0.999
  /// ε.
  public var epsilon = 1e-8
  /// λ.
  public var weightDecay = 0.01
  public var schedule = RateSchedule()

  public struct State: Equatable, Sendable {
    /// m and v, one element a coordinate.
    var mean: [Float]
    var meanSquare: [Float]
    var powers = DecoupledAdam.Powers()
  }

  public init() {}

  public static let kind = "adamw"
  public static let summary = "Adam with decoupled weight decay"
  public static let settings: [TunedField<AdamW>] =
    [.learningRate(from: 1e-4, to: 1)]
    + TunedField.decays(\.meanDecay, \.squareDecay, squareDefault: 0.999)
    + [
      .epsilon(\.epsilon, default: 1e-8),
      .weightDecay(\.weightDecay, default: 0.01, from: 1e-5, to: 0.1),
    ] + TunedField.schedule

  public func initialState(for layout: ParameterLayout) -> State {
    let zeros = [Float](repeating: 0, count: layout.count)
    return State(mean: zeros, meanSquare: zeros)
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    let adam = DecoupledAdam(
      DecoupledAdam.Settings(
        learningRate: rate(step), meanDecay: meanDecay, squareDecay: squareDecay,
        epsilon: epsilon, weightDecay: weightDecay), powers: &state.powers)
    adam.write(
      &update, in: 0..<update.count, seeing: step, mean: &state.mean,
      meanSquare: &state.meanSquare)
  }
}
