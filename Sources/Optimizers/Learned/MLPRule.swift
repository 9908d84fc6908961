import Differentiation
import Kernels
import Optimizees
import Sampling
import Settings

/// A rule that applies one small MLP to every coordinate: what `SmallMLP` and `Celo2Base` share.
///
/// It sees the gradient, the parameters, the step number and the tensors' shapes. Only estimators that
/// need no way back can meta-train it.
protocol MLPRule: LearnedRule {
  static var shape: MLPRuleShape { get }
  /// Whether the last seven metaParameters shift the decays of the running means.
  static var learnsDecays: Bool { get }
  /// Factor on the MLP's direction in a step, without its minus.
  func scale(_ step: InnerStep) -> Float
}

extension MLPRule {
  public var tensors: [LearnedTensor] {
    let (shape, units) = (Self.shape, Self.shape.units)
    let layers = [(units, shape.inputs), (units, units), (shape.outputs, units)]
    let network = layers.enumerated().flatMap { number, layer in
      [
        LearnedTensor(name: "mlp.\(number).weight", shape: [layer.0, layer.1]),
        LearnedTensor(name: "mlp.\(number).bias", shape: [layer.0]),
      ]
    }
    return Self.learnsDecays ? network + [LearnedTensor(name: "decays", shape: [7])] : network
  }

  /// As in the authors' code: weights ~ N(0, 1/inputs of the layer) truncated at two standard deviations,
  /// drawn tensor by tensor in file order; biases and `decays` are 0.
  public func initialMetaParameters(from stream: RandomStream) -> [Float] {
    tensors.flatMap { tensor in
      (0..<tensor.count).map { _ in
        tensor.shape.count == 2 ? stream.truncatedNormal(fanIn: tensor.shape[1]) : 0
      }
    }
  }

  public func optimizer(_ metaParameters: [Float]) -> any Optimizer {
    let weights = Self.shape.weights
    return FrozenMLP(
      weights: PackedMLPRule(
        Self.shape, weights: metaParameters[..<weights],
        decayShifts: Array(metaParameters[weights...])),
      scale: scale)
  }

  /// Throws for a tensor of more than two axes: which of them are rows and columns is not settled.
  public func check(_ tensors: [ParameterTensor]) throws(SettingConflict) {
    for tensor in tensors where tensor.shape.count > 2 {
      throw SettingConflict(
        "kind", found: "the tensor \(tensor.name), which has \(tensor.shape.count) axes",
        expected: "tensors of at most two axes, the rows and columns of this kind of rule")
    }
  }

  /// m₁ m₂ m₃ and v. A vector has its three other means beside.
  public var memoryPerCoordinate: Int { 4 }
}

/// An MLP rule with weights.
private struct FrozenMLP: Optimizer {
  let weights: PackedMLPRule
  let scale: @Sendable (InnerStep) -> Float

  /// Copied when two have it and one goes on.
  struct State {
    var memory: MLPRuleMemory
  }

  func initialState(for layout: ParameterLayout) -> State {
    State(
      memory: MLPRuleMemory(
        weights.shape, functions: layout.functions, tensors: layout.tensors.map(\.shape)))
  }

  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State) {
    if !isKnownUniquelyReferenced(&state.memory) { state.memory = state.memory.copied() }
    state.memory.step(
      weights, number: step.number, scale: scale(step), gradient: step.gradient.span,
      parameters: step.parameters.span, update: &update)
  }
}
