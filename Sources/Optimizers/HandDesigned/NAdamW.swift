import Optimizees
import Settings

/// NAdamW (Dozat, 2016, with the weight decay of Loshchilov and Hutter, 2019): AdamW whose mean is looked at
/// one step ahead, with the newest gradient in place of the next,
/// updateₜ = −learningRate (m̄ₜ / (√v̂ₜ + ε) + λ parameters),
/// m̄ₜ = β₁ mₜ / (1 − β₁ᵗ⁺¹) + (1 − β₁) ∇ / (1 − β₁ᵗ), all else as in AdamW.
///
/// optax's `nadamw`, with a constant β₁: `torch.optim.NAdam` lets β₁ rise over the first updates. Defaults
/// are optax's: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, λ = 10⁻⁴.
public struct NAdamW: HandDesignedRule {
  public var learningRate = 0.0
  /// β₁.
  public var meanDecay = 0.9
  /// β₂.
  public var squareDecay = 0.999
  /// ε.
  public var epsilon = 1e-8
  /// λ.
  public var weightDecay = 1e-4
  public var schedule = RateSchedule()

  public typealias State = AdamW.State

  public init() {}

  public static let kind = "nadamw"
  public static let summary = "AdamW with Nesterov's momentum"
  public static let settings: [TunedField<NAdamW>] =
    [.learningRate(from: 1e-4, to: 1)]
    + TunedField.decays(\.meanDecay, \.squareDecay, squareDefault: 0.999)
    + [
      .epsilon(\.epsilon, default: 1e-8),
      .weightDecay(\.weightDecay, default: 1e-4, from: 1e-5, to: 0.1),
    ] + TunedField.schedule

  public func initialState(for layout: ParameterLayout) -> State {
    AdamW().initialState(for: layout)
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    let adam = DecoupledAdam(
      DecoupledAdam.Settings(
        learningRate: rate(step), meanDecay: meanDecay, squareDecay: squareDecay,
        epsilon: epsilon, weightDecay: weightDecay, looksAhead: true), powers: &state.powers)
    adam.write(
      &update, in: 0..<update.count, seeing: step, mean: &state.mean,
      meanSquare: &state.meanSquare)
  }
}
