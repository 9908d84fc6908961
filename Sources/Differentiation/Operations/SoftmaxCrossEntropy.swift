import CLanes
import Kernels

extension Tensor {
  /// −(1/m) Σᵢ ln softmax(X[i, ·])[labelᵢ] of logits X[m, n] and m labels 0 … n − 1.
  public func softmaxCrossEntropy(labels: Tensor) -> Tensor {
    let (rows, classes) = matrixShape
    precondition(labels.count == rows, "a label a row, found shape \(labels.shape)")
    return recording(
      SoftmaxCrossEntropy(rows: rows, classes: classes), with: [labels], shape: [1])
  }
}

/// Sixteen rows side by side; classes in increasing order. Rows in the lanes of a vector, vectors in
/// order, then `lanes_sum`, is the order of the mean. ∂X[i, j] = ∂y · (pᵢⱼ − [j = labelᵢ]) / m.
struct SoftmaxCrossEntropy: Operation {
  let rows: Int
  let classes: Int

  private var groups: Int { (rows + Lanes.width - 1) / Lanes.width }

  /// The probabilities, [group][class] vectors with a lane for each row.
  var keptLanes: Int { groups * classes }

  func forward(_ node: NodeBuffers, loop: ParallelLoop) {
    let (logits, labels) = (node.inputs[0].floats, node.inputs[1].floats)
    var total = Lanes.zero
    for group in 0..<groups {
      let probabilities = node.kept + group * classes
      var labelled = Lanes.zero
      let first = group * Lanes.width
      let inGroup = min(Lanes.width, rows - first)
      for lane in 0..<Lanes.width {
        // Lanes beyond the last row repeat it and are left out of the sum.
        let row = first + min(lane, inGroup - 1)
        for index in 0..<classes {
          probabilities.floats[index * Lanes.width + lane] = logits[row * classes + index]
        }
        labelled[lane] = logits[row * classes + label(of: row, labels)]
      }
      let losses = normalise(probabilities) - labelled
      if inGroup == Lanes.width {
        total += losses
      } else {
        for lane in 0..<inGroup { total[lane] += losses[lane] }
      }
    }
    node.output.floats[0] = lanes_sum(total) / Float(rows)
  }

  func backward(_ node: NodeBuffers, loop: ParallelLoop) {
    guard let target = node.inputGradients[0] else { return }
    let labels = node.inputs[1].floats
    let scale = node.outputGradient.floats[0] / Float(rows)
    for row in 0..<rows {
      let (group, lane) = (row / Lanes.width, row % Lanes.width)
      let probabilities = (node.kept + group * classes).floats + lane
      let gradient = target.lanes.floats + row * classes
      let label = label(of: row, labels)
      for index in 0..<classes {
        let expected: Float = index == label ? 1 : 0
        let share = (probabilities[index * Lanes.width] - expected) * scale
        gradient[index] = target.accumulates ? gradient[index] + share : share
      }
    }
  }

  private func label(of row: Int, _ labels: UnsafePointer<Float>) -> Int {
    let label = Int(labels[row])
    precondition(label < classes && label >= 0, "label \(label) of \(classes) classes")
    return label
  }

  /// Turns sixteen rows of logits into probabilities; returns ln Σ eˣ of each row. The largest logit
  /// is taken off first, so that nothing overflows.
  private func normalise(_ x: UnsafeMutablePointer<Lanes>) -> Lanes {
    var largest = x[0]
    for index in 1..<classes { largest = lanes_at_least(largest, x[index]) }
    var sum = Lanes.zero
    for index in 0..<classes {
      x[index] = Elementary.exponential(x[index] - largest)
      sum += x[index]
    }
    let reciprocal = lanes_splat(1) / sum
    for index in 0..<classes { x[index] *= reciprocal }
    return Elementary.logarithm(sum) + largest
  }
}
