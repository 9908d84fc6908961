/// What one optimizer left on the functions of one optimizee and horizon: one row for each meta-seed
/// (a hand-designed optimizer has a single row), one column for each function. The design is crossed:
/// every row and every optimizer met the same functions, in the same order.
///
/// A divergence is +∞.
public struct Samples: Equatable, Sendable {
  public let rows: [[Double]]
  public let functions: Int

  /// `rows` are not empty and equally long.
  public init(_ rows: [[Double]]) {
    precondition(!rows.isEmpty, "samples have at least one row")
    functions = rows[0].count
    precondition(
      rows.allSatisfy { $0.count == rows[0].count }, "every row has one value a function")
    self.rows = rows
  }

  /// Absent and non-finite values are divergences.
  public init(losses: [[Float?]]) {
    self.init(
      losses.map { row in
        row.map { loss in loss.map { $0.isFinite ? Double($0) : .infinity } ?? .infinity }
      })
  }

  public var metaSeeds: Int { rows.count }

  /// Every value, row after row.
  public var values: [Double] { rows.flatMap(\.self) }

  public var rowMeans: [Double] { rows.map(Summary.mean) }

  /// Mean over the rows, for each function.
  public var columnMeans: [Double] {
    (0..<functions).map { function in Summary.mean(rows.map { $0[function] }) }
  }

  /// Number of values that are divergences.
  public var diverged: Int {
    rows.reduce(0) { count, row in count + row.count { $0 == .infinity } }
  }
}

extension Samples {
  /// Losses below this, the smallest normal Float, count as this much in a logarithm: a ratio to a
  /// loss of exactly 0 says nothing.
  public static let smallestLoss = 0x1p-126

  /// Natural logarithms.
  public var logarithms: Samples {
    Samples(rows.map { row in row.map { Elementary.log(max($0, Self.smallestLoss)) } })
  }

  /// The same rows with only the given functions.
  public func selecting(functions indices: [Int]) -> Samples {
    Samples(rows.map { row in indices.map { row[$0] } })
  }

  /// Only the given rows.
  public func selecting(rows indices: [Int]) -> Samples { Samples(indices.map { rows[$0] }) }

  /// Functions on which no row of either side diverged, in increasing order.
  public static func functionsWithoutDivergence(_ first: Samples, _ second: Samples) -> [Int] {
    precondition(first.functions == second.functions, "samples are paired function by function")
    return (0..<first.functions).filter { function in
      first.rows.allSatisfy { $0[function] < .infinity }
        && second.rows.allSatisfy { $0[function] < .infinity }
    }
  }
}
