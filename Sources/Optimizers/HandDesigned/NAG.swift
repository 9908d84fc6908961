import Optimizees

/// Nesterov's accelerated gradient, in the form of Sutskever et al. (2013):
/// velocityₜ₊₁ = μ velocityₜ − learningRate ∇f(parametersₜ + μ velocityₜ),
/// updateₜ = velocityₜ₊₁.
///
/// Torch7 `optim.nag` with its default momentum μ = 0.9. The gradient is wanted at the look-ahead;
/// the parameters themselves, where the loss is recorded, never contain it.
public struct NAG: Optimizer {
  public let learningRate: Float
  /// μ.
  public let momentum: Float

  public struct State: Equatable, Sendable {
    /// The last update, one element a coordinate.
    var velocity: [Float]
  }

  public init(learningRate: Float, momentum: Float = 0.9) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  public func initialState(for layout: ParameterLayout) -> State {
    State(velocity: [Float](repeating: 0, count: layout.count))
  }

  public func lookAhead(
    from parameters: Span<Float>, state: State, into point: inout MutableSpan<Float>
  ) -> Bool {
    let count = parameters.count
    let velocity = state.velocity.span
    precondition(point.count == count && velocity.count == count, "one layout for all")
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
    for i in 0..<count {
      let next = momentum * velocity[i] - learningRate * gradient[i]
      velocity[i] = next
      update[i] = next
    }
  }
}
