import CLanes

extension MLPTensor {
  /// What a block's coordinates have from the axes: fₖ beside g and beside mₖ, rows `factorStride` lanes
  /// apart, and the biases of the first layer, a row for each unit `baseStride` apart.
  struct Planes {
    let gradientFactors, momentumFactors: UnsafePointer<Lanes>
    let factorStride: Int
    let bases: UnsafePointer<Lanes>
    let baseStride: Int

    /// The same from the block's vector `place` on.
    @inline(__always)
    func at(_ place: Int) -> Planes {
      Planes(
        gradientFactors: gradientFactors + place, momentumFactors: momentumFactors + place,
        factorStride: factorStride, bases: bases + place, baseStride: baseStride)
    }
  }

  func planes(ofBlock block: Int, areForMLP: Bool, scratch: MLPScratch) -> Planes {
    switch surroundings {
    case .vector(let axis, let momentumFactors):
      let first = block * MLPScratch.block
      return Planes(
        gradientFactors: axis.factors.lanes + first,
        momentumFactors: momentumFactors.lanes + first, factorStride: axis.stride,
        bases: axis.parts.lanes + first, baseStride: axis.stride)
    case .matrix(let rows, let columns):
      let spread = Spread(
        rows: rows, columns: columns, block: block, vectors: vectors(ofBlock: block))
      spread.write(rows.factors, columns.factors, planes: 3, to: scratch.factors) { $0 * $1 }
      if areForMLP {
        spread.write(rows.parts, columns.parts, planes: shape.units, to: scratch.bases) { $0 + $1 }
      }
      return Planes(
        gradientFactors: scratch.factors.lanes, momentumFactors: scratch.factors.lanes,
        factorStride: MLPScratch.stride, bases: scratch.bases.lanes, baseStride: MLPScratch.stride)
    }
  }
}

/// Writes a row's and a column's values side by side to every coordinate of a block of a matrix.
private struct Spread {
  let rows: MLPAxis
  let columns: MLPAxis
  let block: Int
  let vectors: Int

  /// Writes `combine` of the row's and the column's value, plane after plane.
  @inline(__always)
  func write(
    _ rowValues: LaneBuffer, _ columnValues: LaneBuffer, planes: Int, to target: LaneBuffer,
    combine: (Lanes, Lanes) -> Lanes
  ) {
    let start = block * MLPScratch.block * Lanes.width
    let (row, column) = (start / columns.count, start % columns.count)
    for plane in 0..<planes {
      let place = target.lanes + plane * MLPScratch.stride
      let rowValue = rowValues.floats + plane * rows.stride * Lanes.width + row
      let columnValue = columnValues.floats + plane * columns.stride * Lanes.width
      if columns.count >= Lanes.width {
        blend(rowValue, columnValue, from: column, to: place, combine: combine)
      } else {
        overwrite(rowValue, columnValue, from: column, to: place, combine: combine)
      }
    }
  }

  /// For rows of sixteen columns or more, of which a vector meets two at most. The columns' values begin
  /// anew after the last one.
  @inline(__always)
  private func blend(
    _ rowValue: UnsafePointer<Float>, _ columnValue: UnsafePointer<Float>, from column: Int,
    to place: UnsafeMutablePointer<Lanes>, combine: (Lanes, Lanes) -> Lanes
  ) {
    let width = columns.count
    var (row, column) = (rowValue, column)
    for vector in 0..<vectors {
      let left = Int32(truncatingIfNeeded: min(width - column, Lanes.width))
      let rows = lanes_select_first(left, lanes_splat(row[0]), lanes_splat(row[1]))
      let values = UnsafeRawPointer(columnValue + column).loadUnaligned(as: Lanes.self)
      place[vector] = combine(rows, values)
      column += Lanes.width
      if column >= width { (row, column) = (row + 1, column - width) }
    }
  }

  /// For shorter rows: each is written sixteen floats at a time, in order, so that what is written past a
  /// row's end is overwritten by the next one.
  @inline(__always)
  private func overwrite(
    _ rowValue: UnsafePointer<Float>, _ columnValue: UnsafePointer<Float>, from column: Int,
    to place: UnsafeMutablePointer<Lanes>, combine: (Lanes, Lanes) -> Lanes
  ) {
    let end = vectors * Lanes.width
    var (row, column, position) = (rowValue, column, 0)
    while position < end {
      let values = UnsafeRawPointer(columnValue + column).loadUnaligned(as: Lanes.self)
      UnsafeMutableRawPointer(place).storeBytes(
        of: combine(lanes_splat(row[0]), values), toByteOffset: 4 * position, as: Lanes.self)
      position += columns.count - column
      row += 1
      column = 0
    }
  }
}
