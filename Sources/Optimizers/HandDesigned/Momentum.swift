import Optimizees
import Settings

/// Heavy-ball momentum (Polyak, 1964):
/// velocityₜ₊₁ = μ velocityₜ − learningRate ∇f(parametersₜ), updateₜ = velocityₜ₊₁.
///
/// Torch7 `optim.sgd` with momentum μ = 0.9 and dampening 0. Torch7's own default dampening is the
/// momentum itself, which scales every gradient but the first by 1 − μ; 0 is what other libraries
/// mean by momentum, and a tuned learning rate absorbs the factor.
public struct Momentum: HandDesignedRule {
  public var learningRate = 0.0
  /// μ.
  public var momentum = 0.9
  public var schedule = RateSchedule()

  public struct State: Equatable, Sendable {
    /// The last update, one element a coordinate.
    var velocity: [Float]
  }

  public init() {}

  public static let kind = "momentum"
  public static let summary = "gradient descent with momentum 0.9"
  public static let settings: [TunedField<Momentum>] =
    [
      .learningRate(from: 1e-3, to: 10),
      .decay(
        "momentum", \.momentum, default: 0.9, from: 0.5, to: 0.99,
        page: "μ, the share of an update that the next one has"),
    ] + TunedField.schedule

  public func initialState(for layout: ParameterLayout) -> State {
    State(velocity: [Float](repeating: 0, count: layout.count))
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    let gradient = step.gradient.span
    let count = gradient.count
    var velocity = state.velocity.mutableSpan
    precondition(update.count == count && velocity.count == count, "one layout for all")
    let (momentum, learningRate) = (Float(momentum), rate(step))
    for i in 0..<count {
      let next = momentum * velocity[i] - learningRate * gradient[i]
      velocity[i] = next
      update[i] = next
    }
  }
}
