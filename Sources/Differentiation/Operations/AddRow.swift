import Kernels

extension Tensor {
  /// Y[m, n] = X[m, n] + row[n], the same row m times: a layer's bias.
  public func addingRow(_ row: Tensor) -> Tensor {
    let (rows, columns) = matrixShape
    precondition(row.count == columns, "a row of \(columns) is needed, found shape \(row.shape)")
    return recording(AddRow(rows: rows, columns: columns), with: [row], shape: shape)
  }
}

/// ∂X = ∂Y, ∂row[j] = Σᵢ ∂Y[i, j] with i in increasing order.
///
/// A vector that sticks out of a row's end holds elements of the next: the forward pass writes rows in
/// order, so that the next row repairs them; the backward pass leaves them in the row's padding.
struct AddRow: Operation {
  let rows: Int
  let columns: Int

  private var vectors: Int { (columns + Lanes.width - 1) / Lanes.width }

  func forward(_ node: NodeBuffers, loop: ParallelLoop) {
    let (x, y) = (UnsafeRawPointer(node.inputs[0]), UnsafeMutableRawPointer(node.output))
    let bias = node.inputs[1]
    for row in 0..<rows {
      for vector in 0..<vectors {
        let offset = 4 * (row * columns) + 64 * vector
        let value = x.loadUnaligned(fromByteOffset: offset, as: Lanes.self) + bias[vector]
        y.storeBytes(of: value, toByteOffset: offset, as: Lanes.self)
      }
    }
  }

  func backward(_ node: NodeBuffers, loop: ParallelLoop) {
    let gradient = node.outputGradient
    node.setGradient(of: 0) { gradient[$0] }
    guard let target = node.inputGradients[1] else { return }
    let entries = UnsafeRawPointer(gradient)
    for vector in 0..<vectors {
      var sum = target.accumulates ? target.lanes[vector] : .zero
      for row in 0..<rows {
        let offset = 4 * (row * columns) + 64 * vector
        sum += entries.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      }
      target.lanes[vector] = sum
    }
  }
}
