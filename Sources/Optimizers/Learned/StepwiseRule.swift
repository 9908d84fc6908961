import Optimizees

/// A rule that is differentiated one inner step at a time, so that coordinates may meet in a step: in a
/// shared mean, a norm, a memory of a whole tensor.
///
/// Its memory is a list of flat arrays, whose number and sizes the rule decides. The frozen optimizer and
/// the window follow from the three functions below. A rule whose coordinates never meet can have a
/// faster window of its own, as `CoordinatewiseLSTM` has.
public protocol StepwiseRule: LearnedRule {
  /// The memory before the first update of parameters laid out as `layout`.
  func initialMemory(for layout: ParameterLayout) -> [[Float]]

  /// One inner step forward: writes the update, [layout.count], and moves the memory.
  func step(
    _ update: inout MutableSpan<Float>, metaParameters: [Float], seeing step: InnerStep,
    memory: inout [[Float]])

  /// The same step backwards. `adjoint` holds the derivatives of the meta-loss by what the step gave, and
  /// is turned into those by what the step was given.
  func backward(
    _ adjoint: inout StepAdjoint, metaParameters: [Float], seeing step: InnerStep,
    memory: [[Float]])
}

/// Derivatives of a meta-loss on their way back through an inner step of a rule.
public struct StepAdjoint {
  /// ∂/∂update: [layout.count].
  public internal(set) var update: [Float]
  /// ∂/∂memory, shaped like the memory: after the step when the rule is asked, before it when it has
  /// answered.
  public var memory: [[Float]]
  /// The rule adds its own ∂/∂parameters here: [layout.count]. The gradient that it saw counts as a
  /// constant.
  public var parameters: [Float]
  /// The rule adds ∂/∂metaParameters here.
  public var metaGradient: [Double]
}

extension StepwiseRule {
  public func optimizer(_ metaParameters: [Float]) -> any Optimizer {
    FrozenStepwise(rule: self, metaParameters: metaParameters)
  }

  public func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> (any UnrollWindow)? {
    StepwiseWindow(self, for: layout)
  }
}

/// A stepwise rule with weights.
private struct FrozenStepwise<Rule: StepwiseRule>: Optimizer {
  let rule: Rule
  let metaParameters: [Float]

  func initialState(for layout: ParameterLayout) -> [[Float]] { rule.initialMemory(for: layout) }

  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout [[Float]]) {
    rule.step(&update, metaParameters: metaParameters, seeing: step, memory: &state)
  }
}
