extension MatrixProduct {
  /// Lays B out as [panel][k] rows of `ProductTile.columns` floats, zeros beyond its last column, so
  /// that a tile reads whole `Lanes` one after the other.
  func pack(_ b: UnsafePointer<Float>, to packed: UnsafeMutablePointer<Lanes>) {
    let width = ProductTile.columns
    let floats = UnsafeMutableRawPointer(packed).assumingMemoryBound(to: Float.self)
    for panel in 0..<panels {
      let first = panel * width
      let count = min(width, columns - first)
      let rows = floats + panel * inner * width
      if form == .rightTransposed {
        packColumns(b + first * inner, count: count, to: rows)
      } else {
        packRows(b + first, count: count, to: rows)
      }
    }
  }

  /// `count` columns of B[k, n] from `b` on.
  private func packRows(
    _ b: UnsafePointer<Float>, count: Int, to rows: UnsafeMutablePointer<Float>
  ) {
    let width = ProductTile.columns
    for index in 0..<inner {
      let row = rows + index * width
      row.update(from: b + index * columns, count: count)
      (row + count).update(repeating: 0, count: width - count)
    }
  }

  /// `count` rows of B[n, k] from `b` on, as columns.
  private func packColumns(
    _ b: UnsafePointer<Float>, count: Int, to rows: UnsafeMutablePointer<Float>
  ) {
    let width = ProductTile.columns
    for index in 0..<inner {
      let row = rows + index * width
      for column in 0..<count { row[column] = b[column * inner + index] }
      (row + count).update(repeating: 0, count: width - count)
    }
  }
}
