/// Records a loss while it is written down, node after node; `Program(loss:)` ends the recording.
public final class Graph {
  private(set) var nodes: [Node] = []
  /// In the order in which they lie in the flat vector.
  private(set) var parameters: [ParameterTensor] = []

  public init() {}

  struct Node: Sendable {
    enum Role: Sendable {
      /// A slice of the flat parameters.
      case parameter(offset: Int)
      /// Values set before a pass, without a gradient.
      case input
      case operation(any Operation)
    }

    let role: Role
    let inputs: [NodeID]
    let count: Int
    /// Whether a parameter is among its ancestors, itself included.
    let needsGradient: Bool
  }
}

extension Graph {
  /// The next parameters of the flat vector.
  public func parameter(_ tensor: ParameterTensor) -> Tensor {
    let offset = parameters.reduce(0) { $0 + $1.count }
    parameters.append(tensor)
    return add(.parameter(offset: offset), inputs: [], shape: tensor.shape)
  }

  /// The next parameters of the flat vector, as an array of `shape` that is no part of a network.
  public func parameter(_ name: String, _ shape: [Int]) -> Tensor {
    parameter(ParameterTensor(name: name, shape: shape))
  }

  /// Data set in the workspace before a pass. Labels are an input too: whole numbers as Floats.
  public func input(_ shape: [Int]) -> Tensor { add(.input, inputs: [], shape: shape) }

  func add(_ role: Node.Role, inputs: [Tensor], shape: [Int]) -> Tensor {
    precondition(shape.allSatisfy { $0 > 0 }, "shape \(shape) is empty")
    precondition(inputs.allSatisfy { $0.graph === self }, "tensors of another graph")
    let isParameter = if case .parameter = role { true } else { false }
    let node = Node(
      role: role, inputs: inputs.map(\.node), count: shape.reduce(1, *),
      needsGradient: isParameter || inputs.contains { nodes[$0.node.index].needsGradient })
    nodes.append(node)
    return Tensor(shape: shape, node: NodeID(index: nodes.count - 1), graph: self)
  }
}
