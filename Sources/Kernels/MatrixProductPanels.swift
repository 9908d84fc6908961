extension MatrixProduct {
  /// Lays B out as [panel][k], a register each, zeros beyond its last column, so that a tile reads
  /// registers one after the other.
  @inline(__always)
  func pack<Value: Register>(_ b: UnsafePointer<Float>, to packed: UnsafeMutablePointer<Value>) {
    let width = Value.scalarCount
    var rows = packed
    for first in stride(from: 0, to: columns, by: width) {
      let count = min(width, columns - first)
      if form == .rightTransposed {
        packColumns(b + first * inner, count: count, to: rows)
      } else {
        packRows(b + first, count: count, to: rows)
      }
      rows += inner
    }
  }

  /// `count` columns of B[k, n] from `b` on.
  @inline(__always)
  private func packRows<Value: Register>(
    _ b: UnsafePointer<Float>, count: Int, to rows: UnsafeMutablePointer<Value>
  ) {
    for index in 0..<inner { rows[index] = .load(b + index * columns, first: count) }
  }

  /// `count` rows of B[n, k] from `b` on, as columns.
  @inline(__always)
  private func packColumns<Value: Register>(
    _ b: UnsafePointer<Float>, count: Int, to rows: UnsafeMutablePointer<Value>
  ) {
    let width = Value.scalarCount
    if count < width { rows.update(repeating: .splat(0), count: inner) }
    let floats = UnsafeMutableRawPointer(rows).assumingMemoryBound(to: Float.self)
    for column in 0..<count {
      let entries = b + column * inner
      for index in 0..<inner { floats[index * width + column] = entries[index] }
    }
  }

  /// Lays `count` columns of A[k, m] from `a` on out as [k][row of a tile].
  @inline(__always)
  func packStrip(_ a: UnsafePointer<Float>, count: Int, to strip: UnsafeMutablePointer<Float>) {
    let height = ProductTileShape.rows
    for index in 0..<inner {
      let (entries, target) = (a + index * rows, strip + index * height)
      // A length that the compiler knows is two loads and two stores, any other a call.
      if count == height {
        target.update(from: entries, count: ProductTileShape.rows)
      } else {
        target.update(from: entries, count: count)
      }
    }
  }
}
