/// The number of a node in a program; stays valid for every workspace of that program.
public struct NodeID: Hashable, Sendable {
  let index: Int
}

/// A value of an optimizee's loss while it is being written down: an array of a fixed shape that some
/// node of `graph` will give, laid out in row-major order.
///
/// Every operation is a method here, declared in the operation's own file.
public struct Tensor {
  public let shape: [Int]
  public let node: NodeID
  public let graph: Graph
}

extension Tensor {
  public var count: Int { shape.reduce(1, *) }

  /// Rows and columns of a matrix; a program with anything else in its place is wrong.
  var matrixShape: (rows: Int, columns: Int) {
    precondition(shape.count == 2, "expected a matrix, found shape \(shape)")
    return (shape[0], shape[1])
  }

  /// The result of `operation` on this tensor and `others`, in that order.
  public func recording(
    _ operation: any Operation, with others: [Tensor] = [], shape: [Int]
  ) -> Tensor {
    graph.add(.operation(operation), inputs: [self] + others, shape: shape)
  }
}
