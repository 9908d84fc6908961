import Foundation

/// A matrix in Double and the operations of optimizees on it, written down naively: the oracle of the
/// differentiation.
public struct ReferenceMatrix {
  public let rows: Int
  public let columns: Int
  public var values: [Double]

  public init(_ rows: Int, _ columns: Int, _ values: [Double]) {
    precondition(values.count == rows * columns)
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }
}

extension ReferenceMatrix {
  public func map(_ f: (Double) -> Double) -> ReferenceMatrix {
    ReferenceMatrix(rows, columns, values.map(f))
  }

  public func product(_ right: ReferenceMatrix) -> ReferenceMatrix {
    var result: [Double] = []
    for row in 0..<rows {
      for column in 0..<right.columns {
        result.append((0..<columns).reduce(0) { $0 + self[row, $1] * right[$1, column] })
      }
    }
    return ReferenceMatrix(rows, right.columns, result)
  }

  public func addingRow(_ row: ReferenceMatrix) -> ReferenceMatrix {
    ReferenceMatrix(rows, columns, values.indices.map { values[$0] + row.values[$0 % columns] })
  }

  public func subtracting(_ other: ReferenceMatrix) -> ReferenceMatrix {
    ReferenceMatrix(rows, columns, zip(values, other.values).map { $0 - $1 })
  }

  public var sum: Double { values.reduce(0, +) }
  public var sumOfSquares: Double { map { $0 * $0 }.sum }

  public func softmaxCrossEntropy(labels: [Int]) -> Double {
    (0..<rows).reduce(0) { total, row in
      let exponentials = (0..<columns).reduce(0) { $0 + exp(self[row, $1]) }
      return total + log(exponentials) - self[row, labels[row]]
    } / Double(rows)
  }
}

public enum ReferenceActivation {
  public static func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
  public static func rectifiedLinear(_ x: Double) -> Double { max(x, 0) }
  public static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
  public static func exponentialLinear(_ x: Double) -> Double { x > 0 ? x : expm1(x) }
}

/// (f(x + h eᵢ) − f(x − h eᵢ)) / 2h for the wanted coordinates i: off by h² f‴/6 and 1e-16 f/h.
public func centralDifferences(
  at point: [Double], of indices: some Sequence<Int>, step: Double = 1e-5,
  _ f: ([Double]) -> Double
) -> [Double] {
  indices.map { index in
    var (above, below) = (point, point)
    above[index] += step
    below[index] -= step
    return (f(above) - f(below)) / (2 * step)
  }
}
