import Optimizees
import Sampling

/// A learned rule and its metaParameters.
public struct LearnedOptimizer: Sendable {
  public let rule: any LearnedRule
  /// Tensor after tensor in the order of `rule.tensors`, each row-major.
  public var metaParameters: [Float]

  /// Nil when the number of weights is not the rule's.
  public init?(_ rule: any LearnedRule, metaParameters: [Float]) {
    guard metaParameters.count == rule.metaParameterCount else { return nil }
    self.rule = rule
    self.metaParameters = metaParameters
  }

  /// The untrained rule.
  public init(_ rule: any LearnedRule, drawnFrom stream: RandomStream) {
    self.rule = rule
    metaParameters = rule.initialMetaParameters(from: stream)
    precondition(metaParameters.count == rule.metaParameterCount, "a weight for each place")
  }
}

extension LearnedOptimizer: Optimizer {
  /// The frozen rule at work.
  public typealias State = any RunningSource

  public func initialState(for layout: ParameterLayout) -> State {
    rule.optimizer(metaParameters).running(for: layout)
  }

  public func lookAhead(
    from parameters: Span<Float>, state: State, into point: inout MutableSpan<Float>
  ) -> Bool { state.lookAhead(from: parameters, into: &point) }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) { state.update(&update, seeing: step) }

  public func takeOver(_ state: inout State) { state.goOn(by: rule.optimizer(metaParameters)) }
}
