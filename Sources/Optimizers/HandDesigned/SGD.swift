import Optimizees
import Settings

/// Gradient descent: updateₜ = −learningRate ∇f(parametersₜ).
///
/// Torch7 `optim.sgd` with its defaults (no momentum).
public struct SGD: HandDesignedRule {
  public var learningRate = 0.0
  public var schedule = RateSchedule()

  /// Nothing is remembered between updates.
  public struct State: Equatable, Sendable {}

  public init() {}

  public static let kind = "sgd"
  public static let summary = "gradient descent"
  public static let settings: [TunedField<SGD>] =
    [.learningRate(from: 1e-3, to: 10)] + TunedField.schedule

  public func initialState(for layout: ParameterLayout) -> State { State() }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    let gradient = step.gradient.span
    let count = gradient.count
    precondition(update.count == count, "one update a gradient element")
    let learningRate = rate(step)
    for i in 0..<count { update[i] = -learningRate * gradient[i] }
  }
}
