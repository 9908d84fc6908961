import CLanes
import Kernels

extension Tensor {
  /// This tensor minus `other`, of the same shape, element by element.
  public func subtracting(_ other: Tensor) -> Tensor {
    precondition(shape == other.shape, "shapes \(shape) and \(other.shape) differ")
    return recording(Subtract(), with: [other], shape: shape)
  }
}

/// y = a − b; ∂a = ∂y, ∂b = −∂y.
struct Subtract: Operation {
  func forward(_ node: NodeBuffers, loop: ParallelLoop) {
    let (a, b) = (node.inputs[0], node.inputs[1])
    for lane in 0..<node.laneCount { node.output[lane] = a[lane] - b[lane] }
  }

  func backward(_ node: NodeBuffers, loop: ParallelLoop) {
    let gradient = node.outputGradient
    node.setGradient(of: 0) { gradient[$0] }
    node.setGradient(of: 1) { lanes_splat(0) - gradient[$0] }
  }
}
