import CLanes
import Kernels

extension Tensor {
  /// The sum of all elements, one number.
  public func sum() -> Tensor { recording(Sum(count: count), shape: [1]) }
}

/// y = Σx: vectors in order, the elements left over one by one, then `lanes_sum`; ∂x = ∂y everywhere.
struct Sum: Operation {
  let count: Int

  func forward(_ node: NodeBuffers, loop: ParallelLoop) {
    let x = node.inputs[0]
    var sum = Lanes.zero
    for lane in 0..<(count / Lanes.width) { sum += x[lane] }
    for rest in 0..<(count % Lanes.width) { sum[rest] += x[count / Lanes.width][rest] }
    node.output.floats[0] = lanes_sum(sum)
  }

  func backward(_ node: NodeBuffers, loop: ParallelLoop) {
    guard let target = node.inputGradients[0] else { return }
    let gradient = lanes_splat(node.outputGradient.floats[0])
    for lane in 0..<((count + Lanes.width - 1) / Lanes.width) {
      target.lanes[lane] = target.accumulates ? target.lanes[lane] + gradient : gradient
    }
  }
}
