/// A loss written down once for a whole family: nodes of fixed shapes, in an order in which each comes
/// after its inputs. Immutable, so any number of functions and threads share it; what changes lies in
/// a `Workspace`.
public struct Program: Sendable {
  /// The tensors of the flat vector, in its order.
  public let parameters: [ParameterTensor]
  let nodes: [Graph.Node]
  /// For every node, whether its share of each input's gradient is the first of a reverse pass.
  let isFirstShare: [[Bool]]

  /// Ends the recording: the loss is the one element of `loss`, and every parameter bears on it.
  public init(loss: Tensor) {
    precondition(loss.count == 1, "a loss is one number, found shape \(loss.shape)")
    nodes = Array(loss.graph.nodes[...loss.node.index])
    parameters = loss.graph.parameters
    var isReached = nodes.map { _ in false }
    isReached[loss.node.index] = true
    var isFirstShare = nodes.map { $0.inputs.map { _ in false } }
    for (index, node) in nodes.enumerated().reversed() {
      precondition(isReached[index], "node \(index) does not bear on the loss")
      for (position, input) in node.inputs.enumerated() {
        isFirstShare[index][position] = !isReached[input.index]
        isReached[input.index] = true
      }
    }
    self.isFirstShare = isFirstShare
  }

  /// Elements of the flat vector.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }
}
