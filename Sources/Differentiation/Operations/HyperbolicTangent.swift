import CLanes
import Kernels

extension Tensor {
  /// tanh x, element by element.
  public func hyperbolicTangent() -> Tensor { recording(HyperbolicTangent(), shape: shape) }
}

/// y = tanh x; ∂x = ∂y · (1 − y²).
struct HyperbolicTangent: Operation {
  func forward(_ node: NodeBuffers, loop: ParallelLoop) {
    node.map { Elementary.hyperbolicTangent($0) }
  }

  func backward(_ node: NodeBuffers, loop: ParallelLoop) {
    let (y, gradient) = (node.output, node.outputGradient)
    node.setGradient(of: 0) {
      gradient[$0] * lanes_fma(lanes_splat(0) - y[$0], y[$0], lanes_splat(1))
    }
  }
}
