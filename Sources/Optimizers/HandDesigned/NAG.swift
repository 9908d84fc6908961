import Optimizees
import Settings

/// Nesterov's accelerated gradient, in the form of Sutskever et al. (2013):
/// velocityₜ₊₁ = μ velocityₜ − learningRate ∇f(parametersₜ + μ velocityₜ),
/// updateₜ = velocityₜ₊₁.
///
/// Torch7 `optim.nag` with its default momentum μ = 0.9. The gradient is wanted at the look-ahead;
/// the parameters themselves, where the loss is recorded, never contain it.
public struct NAG: HandDesignedRule {
  public var learningRate = 0.0
  /// μ.
  public var momentum = 0.9
  public var schedule = RateSchedule()

  public struct State: Equatable, Sendable {
    /// The last update, one element a coordinate.
    var velocity: [Float]
  }

  public init() {}

  public init(learningRate: Float, momentum: Double) {
    self.init(learningRate: learningRate)
    self.momentum = momentum
  }

  public static let kind = "nag"
  public static let summary = "Nesterov's accelerated gradient, momentum 0.9"
  public static let settings: [TunedField<NAG>] =
    [
      .learningRate(from: 1e-3, to: 10),
      .decay(
        "momentum", \.momentum, default: 0.9, from: 0.5, to: 0.99,
        page: "μ, the share of an update that the next one has"),
    ] + TunedField.schedule

  public func initialState(for layout: ParameterLayout) -> State {
    State(velocity: [Float](repeating: 0, count: layout.count))
  }

  public func lookAhead(
    from parameters: Span<Float>, state: State, into point: inout MutableSpan<Float>
  ) -> Bool {
    let count = parameters.count
    let velocity = state.velocity.span
    precondition(point.count == count && velocity.count == count, "one layout for all")
    let momentum = Float(momentum)
    for i in 0..<count { point[i] = parameters[i] + momentum * velocity[i] }
    return true
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
