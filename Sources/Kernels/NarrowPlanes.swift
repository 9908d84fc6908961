import CLanes

/// The planes of a matrix of less than sixteen columns.
final class NarrowPlanes {
  private let rows: MLPAxis
  private let columns: MLPAxis
  private let units: Int
  /// Lanes of a plane: two vectors, or sixteen floats, may be touched from any place on.
  private let stride: Int
  private let factors: LaneBuffer
  private let biases: LaneBuffer

  init(_ rows: MLPAxis, _ columns: MLPAxis, units: Int) {
    (self.rows, self.columns, self.units) = (rows, columns, units)
    stride = (rows.count * columns.count + Lanes.width - 1) / Lanes.width + 1
    factors = LaneBuffer(laneCount: 3 * stride)
    biases = LaneBuffer(laneCount: units * stride)
  }

  var stored: StoredPlanes {
    StoredPlanes(
      gradientFactors: factors.lanes, momentumFactors: factors.lanes, biases: biases.lanes,
      stride: stride)
  }

  /// Writes the planes from what the axes have.
  func fill() {
    fill(factors, planes: 3, rows.factors, columns.factors) { $0 * $1 }
    fill(biases, planes: units, rows.parts, columns.parts) { $0 + $1 }
  }

  /// Every row is written as sixteen floats, in order, so that what is written past its end is overwritten
  /// by the next one.
  @inline(__always)
  private func fill(
    _ target: LaneBuffer, planes: Int, _ rowPlanes: LaneBuffer, _ columnPlanes: LaneBuffer,
    combine: (Lanes, Lanes) -> Lanes
  ) {
    for plane in 0..<planes {
      let rowValues = rowPlanes.floats + plane * rows.stride * Lanes.width
      let columnValues = columnPlanes.lanes[plane * columns.stride]
      var place = UnsafeMutableRawPointer(target.lanes + plane * stride)
      for row in 0..<rows.count {
        place.storeBytes(of: combine(lanes_splat(rowValues[row]), columnValues), as: Lanes.self)
        place += 4 * columns.count
      }
    }
  }
}
