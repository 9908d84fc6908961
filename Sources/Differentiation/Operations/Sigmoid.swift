import CLanes
import Kernels

extension Tensor {
  /// 1 / (1 + e⁻ˣ), element by element.
  public func sigmoid() -> Tensor { recording(Sigmoid(), shape: shape) }
}

/// y = σ(x); ∂x = ∂y · y(1 − y).
struct Sigmoid: Operation {
  func forward(_ node: NodeBuffers, loop: ParallelLoop) { node.map { Elementary.sigmoid($0) } }

  func backward(_ node: NodeBuffers, loop: ParallelLoop) {
    let (y, gradient) = (node.output, node.outputGradient)
    node.setGradient(of: 0) { gradient[$0] * (y[$0] * (lanes_splat(1) - y[$0])) }
  }
}
