import CLanes
import Kernels

extension Tensor {
  /// x where x > 0, else eˣ − 1, element by element (Clevert et al., 2016, α = 1).
  public func exponentialLinear() -> Tensor { recording(ExponentialLinear(), shape: shape) }
}

/// y = x or eˣ − 1, within 1e-7; ∂x = ∂y where x > 0, else ∂y · (y + 1).
struct ExponentialLinear: Operation {
  func forward(_ node: NodeBuffers, loop: ParallelLoop) {
    node.map { x in
      lanes_select_less(.zero, x, x, Elementary.exponential(x) - lanes_splat(1))
    }
  }

  func backward(_ node: NodeBuffers, loop: ParallelLoop) {
    let (x, y, gradient) = (node.inputs[0], node.output, node.outputGradient)
    node.setGradient(of: 0) { lane in
      let below = gradient[lane] * (y[lane] + lanes_splat(1))
      return lanes_select_less(.zero, x[lane], gradient[lane], below)
    }
  }
}
