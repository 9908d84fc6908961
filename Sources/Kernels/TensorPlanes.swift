import CLanes

/// What the coordinates of a tensor have from its axes, two neighbouring vectors after the other.
protocol TensorPlanes {
  /// On two vectors: fₖ₊₁ beside g.
  func gradientFactors(_ k: Int) -> (Lanes, Lanes)
  /// fₖ₊₁ beside m.
  func momentumFactors(_ k: Int) -> (Lanes, Lanes)
  /// The first layer's bias of a unit, with what all inputs of the axes and the step come to.
  func biases(_ unit: Int) -> (Lanes, Lanes)
  /// Goes on to the next two vectors.
  mutating func advance()
}

/// Planes with a number for each coordinate, rows `stride` lanes apart.
struct StoredPlanes: TensorPlanes {
  var gradientFactors: UnsafePointer<Lanes>
  var momentumFactors: UnsafePointer<Lanes>
  var biases: UnsafePointer<Lanes>
  let stride: Int

  @inline(__always)
  func gradientFactors(_ k: Int) -> (Lanes, Lanes) {
    (gradientFactors[k * stride], gradientFactors[k * stride + 1])
  }

  @inline(__always)
  func momentumFactors(_ k: Int) -> (Lanes, Lanes) {
    (momentumFactors[k * stride], momentumFactors[k * stride + 1])
  }

  @inline(__always)
  func biases(_ unit: Int) -> (Lanes, Lanes) { (biases[unit * stride], biases[unit * stride + 1]) }

  @inline(__always)
  mutating func advance() {
    gradientFactors += 2
    momentumFactors += 2
    biases += 2
  }
}

/// The planes of a matrix of sixteen columns or more: made where they are wanted, of a row's and a
/// column's numbers. A vector of coordinates meets two rows at most.
struct BlendedPlanes: TensorPlanes {
  private let factors: Blend
  private let parts: Blend
  private let width: Int
  private var row = 0
  private var column = 0
  /// Of the second vector.
  private var nextRow = 0
  private var nextColumn = 0

  init(rows: MLPAxis, columns: MLPAxis) {
    factors = Blend(rows, rows.factors, columns, columns.factors)
    parts = Blend(rows, rows.parts, columns, columns.parts)
    width = columns.count
    (nextRow, nextColumn) = next(0, 0)
  }

  @inline(__always)
  private func next(_ row: Int, _ column: Int) -> (Int, Int) {
    let next = column &+ Lanes.width
    return next >= width ? (row &+ 1, next &- width) : (row, next)
  }

  @inline(__always)
  mutating func advance() {
    (row, column) = next(nextRow, nextColumn)
    (nextRow, nextColumn) = next(row, column)
  }

  @inline(__always)
  func gradientFactors(_ k: Int) -> (Lanes, Lanes) {
    (
      factors.rows(k, row, left: width &- column) * factors.columns(k, column),
      factors.rows(k, nextRow, left: width &- nextColumn) * factors.columns(k, nextColumn)
    )
  }

  @inline(__always)
  func momentumFactors(_ k: Int) -> (Lanes, Lanes) { gradientFactors(k) }

  @inline(__always)
  func biases(_ unit: Int) -> (Lanes, Lanes) {
    (
      parts.rows(unit, row, left: width &- column) + parts.columns(unit, column),
      parts.rows(unit, nextRow, left: width &- nextColumn) + parts.columns(unit, nextColumn)
    )
  }

  /// A plane after the other of two axes.
  private struct Blend {
    private let rows: UnsafePointer<Float>
    private let columns: UnsafePointer<Float>
    private let rowStride: Int
    private let columnStride: Int

    init(_ rows: MLPAxis, _ rowPlanes: LaneBuffer, _ columns: MLPAxis, _ columnPlanes: LaneBuffer) {
      self.rows = UnsafePointer(rowPlanes.floats)
      self.columns = UnsafePointer(columnPlanes.floats)
      rowStride = rows.stride * Lanes.width
      columnStride = columns.stride * Lanes.width
    }

    /// The row's number in the first `left` lanes, the next one's in the others.
    @inline(__always)
    func rows(_ plane: Int, _ row: Int, left: Int) -> Lanes {
      let place = rows + (plane &* rowStride &+ row)
      return lanes_select_first(
        Int32(truncatingIfNeeded: left), lanes_splat(place[0]), lanes_splat(place[1]))
    }

    /// The numbers of sixteen columns from `column` on; after the last comes the first.
    @inline(__always)
    func columns(_ plane: Int, _ column: Int) -> Lanes {
      UnsafeRawPointer(columns + (plane &* columnStride &+ column)).loadUnaligned(as: Lanes.self)
    }
  }
}
