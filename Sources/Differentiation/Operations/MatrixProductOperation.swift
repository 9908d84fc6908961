import Kernels

extension Tensor {
  /// C[m, n] = A[m, k] B[k, n].
  public func product(_ right: Tensor) -> Tensor {
    let (rows, inner) = matrixShape
    let (rightRows, columns) = right.matrixShape
    precondition(inner == rightRows, "shapes \(shape) and \(right.shape) have no product")
    let operation = MatrixProductOperation(rows: rows, inner: inner, columns: columns)
    return recording(operation, with: [right], shape: [rows, columns])
  }
}

/// C = A B; ∂A = ∂C Bᵀ, ∂B = Aᵀ ∂C.
struct MatrixProductOperation: Operation {
  private let product: MatrixProduct
  private let leftGradient: MatrixProduct
  private let rightGradient: MatrixProduct

  init(rows: Int, inner: Int, columns: Int) {
    product = MatrixProduct(.plain, rows: rows, inner: inner, columns: columns)
    leftGradient = MatrixProduct(.rightTransposed, rows: rows, inner: columns, columns: inner)
    rightGradient = MatrixProduct(.leftTransposed, rows: inner, inner: rows, columns: columns)
  }

  var workingLanes: Int {
    max(product.scratchLanes, leftGradient.scratchLanes, rightGradient.scratchLanes)
  }

  func forward(_ node: NodeBuffers, loop: ParallelLoop) {
    product.compute(
      node.inputs[0].floats, node.inputs[1].floats, to: node.output.floats, accumulating: false,
      scratch: node.working, loop: loop)
  }

  func backward(_ node: NodeBuffers, loop: ParallelLoop) {
    let gradient = node.outputGradient.floats
    if let left = node.inputGradients[0] {
      leftGradient.compute(
        gradient, node.inputs[1].floats, to: left.lanes.floats, accumulating: left.accumulates,
        scratch: node.working, loop: loop)
    }
    if let right = node.inputGradients[1] {
      rightGradient.compute(
        node.inputs[0].floats, gradient, to: right.lanes.floats, accumulating: right.accumulates,
        scratch: node.working, loop: loop)
    }
  }
}
