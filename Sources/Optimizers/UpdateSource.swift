import Optimizees

/// What an inner loop asks for updates: a frozen rule at work, or a window that will go backwards.
public protocol UpdateSource {
  /// Where the next gradient is wanted, as `Optimizer.lookAhead`.
  func lookAhead(from parameters: Span<Float>, into point: inout MutableSpan<Float>) -> Bool

  /// Writes the next update, as `Optimizer.update`.
  mutating func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep)
}

extension UpdateSource {
  public func lookAhead(
    from parameters: Span<Float>, into point: inout MutableSpan<Float>
  ) -> Bool { false }
}

/// A frozen rule at work, whose weights can be changed without losing what it remembers.
public protocol RunningSource: UpdateSource {
  /// Goes on from the present state by `optimizer`: the same rule with other metaParameters.
  mutating func goOn(by optimizer: any Optimizer)
}

extension Optimizer {
  /// The optimizer before its first update of parameters laid out as `layout`.
  public func running(for layout: ParameterLayout) -> any RunningSource {
    RunningOptimizer(self, for: layout)
  }
}

/// A frozen optimizer and its state. A copy goes its own way.
public struct RunningOptimizer<Rule: Optimizer>: RunningSource {
  private var rule: Rule
  private var state: Rule.State

  public init(_ rule: Rule, for layout: ParameterLayout) {
    self.rule = rule
    state = rule.initialState(for: layout)
  }

  public func lookAhead(
    from parameters: Span<Float>, into point: inout MutableSpan<Float>
  ) -> Bool { rule.lookAhead(from: parameters, state: state, into: &point) }

  public mutating func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
    rule.update(&update, seeing: step, state: &state)
  }

  public mutating func goOn(by optimizer: any Optimizer) {
    guard let optimizer = optimizer as? Rule else {
      preconditionFailure("\(optimizer) is another rule than \(rule)")
    }
    rule = optimizer
    rule.takeOver(&state)
  }
}
