extension Samples {
  /// Some of the rows and functions of a table.
  public struct Part: Equatable, Sendable {
    public var rows: [Int]
    public var functions: [Int]

    public init(rows: [Int], functions: [Int]) {
      self.rows = rows
      self.functions = functions
    }
  }

  /// The part without a divergence that can be tested: all rows on the functions where none diverged,
  /// else the rows that diverged nowhere on all functions. Nil when neither has at least two functions
  /// and `rowsAtLeast` rows.
  public func withoutDivergences(rowsAtLeast: Int) -> Part? {
    let everyRow = Part(
      rows: Array(rows.indices), functions: Self.functionsWithoutDivergence(self, self))
    let everyFunction = Part(
      rows: rows.indices.filter { rows[$0].allSatisfy { $0 < .infinity } },
      functions: Array(0..<functions))
    return [everyRow, everyFunction].first {
      $0.rows.count >= rowsAtLeast && $0.functions.count >= 2
    }
  }

  public func selecting(_ part: Part) -> Samples {
    selecting(rows: part.rows).selecting(functions: part.functions)
  }
}
