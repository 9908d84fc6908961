import CLanes
import Kernels

extension Tensor {
  /// max(x, 0), element by element.
  public func rectifiedLinear() -> Tensor { recording(RectifiedLinear(), shape: shape) }
}

/// y = max(x, 0); ∂x = ∂y where x > 0, else 0 (at the kink too).
struct RectifiedLinear: Operation {
  func forward(_ node: NodeBuffers, loop: ParallelLoop) {
    node.map { lanes_at_least($0, .zero) }
  }

  func backward(_ node: NodeBuffers, loop: ParallelLoop) {
    let (x, gradient) = (node.inputs[0], node.outputGradient)
    node.setGradient(of: 0) { lanes_select_less(.zero, x[$0], gradient[$0], .zero) }
  }
}
