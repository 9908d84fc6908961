import CLanes

/// A small matrix for products with vectors: column after column, each padded to whole `Lanes`.
public struct PaddedMatrix: Sendable {
  public let rows: Int
  public let columns: Int
  public let columnLanes: Int
  private let buffer: LaneBuffer

  /// `entry(row, column)` is called once for each entry, row by row.
  public init(rows: Int, columns: Int, entry: (_ row: Int, _ column: Int) -> Float) {
    self.rows = rows
    self.columns = columns
    columnLanes = (rows + 15) / 16
    buffer = LaneBuffer(laneCount: columnLanes * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        buffer.floats[column * columnLanes * 16 + row] = entry(row, column)
      }
    }
  }

  public subscript(row: Int, column: Int) -> Float {
    buffer.floats[column * columnLanes * 16 + row]
  }

  public var transposed: PaddedMatrix {
    PaddedMatrix(rows: columns, columns: rows) { self[$1, $0] }
  }

  /// result += A · vector, columns in order: `vector` has `columns` floats, `result` `columnLanes`
  /// `Lanes`.
  public func multiplyAdd(_ vector: UnsafePointer<Float>, to result: UnsafeMutablePointer<Lanes>) {
    for lane in 0..<columnLanes {
      var sum = result[lane]
      var entry = buffer.lanes + lane
      for column in 0..<columns {
        sum = lanes_fma(entry.pointee, lanes_splat(vector[column]), sum)
        entry += columnLanes
      }
      result[lane] = sum
    }
  }
}

/// The sum of squares of `count` `Lanes`: lane by lane in order, then `lanes_sum`.
public func sumOfSquares(_ values: UnsafePointer<Lanes>, count: Int) -> Float {
  var sum = Lanes.zero
  for lane in 0..<count { sum = lanes_fma(values[lane], values[lane], sum) }
  return lanes_sum(sum)
}
