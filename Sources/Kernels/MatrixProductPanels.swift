extension MatrixProduct {
  /// Lays B out as [panel][k], a register each, zeros beyond its last column, so that a tile reads
  /// registers one after the other.
  @inline(__always)
  func pack<Value: Register>(_ b: UnsafePointer<Float>, to packed: UnsafeMutablePointer<Value>) {
    let width = Value.scalarCount
    var rows = UnsafeMutableRawPointer(packed).assumingMemoryBound(to: Float.self)
    for first in stride(from: 0, to: columns, by: width) {
      let count = min(width, columns - first)
      if form == .rightTransposed {
        packColumns(b + first * inner, count: count, width: width, to: rows)
      } else {
        packRows(b + first, count: count, width: width, to: rows)
      }
      rows += inner * width
    }
  }

  /// `count` columns of B[k, n] from `b` on.
  private func packRows(
    _ b: UnsafePointer<Float>, count: Int, width: Int, to rows: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<inner {
      let row = rows + index * width
      row.update(from: b + index * columns, count: count)
      (row + count).update(repeating: 0, count: width - count)
    }
  }

  /// `count` rows of B[n, k] from `b` on, as columns.
  private func packColumns(
    _ b: UnsafePointer<Float>, count: Int, width: Int, to rows: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<inner {
      let row = rows + index * width
      for column in 0..<count { row[column] = b[column * inner + index] }
      (row + count).update(repeating: 0, count: width - count)
    }
  }
}
