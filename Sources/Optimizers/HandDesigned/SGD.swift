import Optimizees

/// Gradient descent: updateₜ = −learningRate ∇f(parametersₜ).
///
/// Torch7 `optim.sgd` with its defaults (no momentum).
public struct SGD: Optimizer {
  public let learningRate: Float

  /// Nothing is remembered between updates.
  public struct State: Equatable, Sendable {}

  public init(learningRate: Float) { self.learningRate = learningRate }

  public func initialState(for layout: ParameterLayout) -> State { State() }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    let gradient = step.gradient.span
    let count = gradient.count
    precondition(update.count == count, "one update a gradient element")
    for i in 0..<count { update[i] = -learningRate * gradient[i] }
  }
}
