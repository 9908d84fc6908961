import Kernels

extension Tensor {
  /// x², element by element.
  public func square() -> Tensor { recording(Square(), shape: shape) }
}

/// y = x²; ∂x = 2x · ∂y.
struct Square: Operation {
  func forward(_ node: NodeBuffers, loop: ParallelLoop) { node.map { $0 * $0 } }

  func backward(_ node: NodeBuffers, loop: ParallelLoop) {
    let (x, gradient) = (node.inputs[0], node.outputGradient)
    node.setGradient(of: 0) { (x[$0] + x[$0]) * gradient[$0] }
  }
}
