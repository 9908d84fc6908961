import Optimizees

/// A rule that turns what it sees in an inner step into an update, learned or hand-designed.
///
/// An optimizer works on the parameters of several optimizees of one family laid side by side in one
/// flat vector. A coordinatewise rule ignores where one function ends and the next begins; a rule
/// that shares information across coordinates must stay inside one function (`ParameterLayout`).
/// It is a value: all that changes from step to step is the state. The state is a value too, so that a
/// copy of it goes its own way.
public protocol Optimizer: Sendable {
  associatedtype State

  /// The state before the first update.
  func initialState(for layout: ParameterLayout) -> State

  /// Where the next gradient is wanted: writes parameters plus a look-ahead to `point` and returns
  /// true, or returns false when the gradient is wanted at the parameters themselves.
  func lookAhead(
    from parameters: Span<Float>, state: State, into point: inout MutableSpan<Float>
  ) -> Bool

  /// Writes the signed step that is to be added to the parameters: `update` has `layout.count`
  /// elements.
  func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State)

  /// Makes a state, left by the same rule with other metaParameters, this one's. By default there is
  /// nothing to do, because a state holds no weights.
  func takeOver(_ state: inout State)
}

extension Optimizer {
  public func lookAhead(
    from parameters: Span<Float>, state: State, into point: inout MutableSpan<Float>
  ) -> Bool { false }

  public func takeOver(_ state: inout State) {}
}
