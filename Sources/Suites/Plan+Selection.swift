import Foundation

extension Plan {
  /// The keys of the cells that a pattern names, by optimizer, optimizee or label, and of all cells that
  /// they depend on. `*` and `?` stand for any letters and for one.
  ///
  /// Throws `SelectionError` for a pattern that names no cell.
  public func keys(matching patterns: [String]) throws -> Set<String> {
    var keys: Set<String> = []
    for pattern in patterns {
      let matching = cells.filter { cell in
        let names = [cell.label, cell.work.optimizer] + cell.work.optimizees.map(\.name)
        return names.contains { name in fnmatch(pattern, name, 0) == 0 }
      }
      guard !matching.isEmpty else {
        throw SelectionError(
          pattern: pattern, suite: suite.name, optimizers: names { [$0.optimizer] },
          optimizees: names { $0.optimizees.map(\.name) })
      }
      keys.formUnion(matching.map(\.key))
    }
    // Cells come after those they depend on.
    for cell in cells.reversed() where keys.contains(cell.key) {
      keys.formUnion(cell.dependencies)
    }
    return keys
  }

  /// In the order of the plan, each once.
  private func names(_ names: (Cell.Work) -> [String]) -> [String] {
    var seen: Set<String> = []
    return cells.flatMap { names($0.work) }.filter { seen.insert($0).inserted }
  }
}

/// A pattern that names no cell of a suite.
public struct SelectionError: Error, Equatable, CustomStringConvertible {
  public let pattern: String
  public let suite: String
  public let optimizers: [String]
  public let optimizees: [String]

  public var description: String {
    "--only: found no cell of \(suite) for '\(pattern)', expected the label of one, an optimizer ("
      + optimizers.joined(separator: ", ") + ") or an optimizee ("
      + optimizees.joined(separator: ", ") + "), * and ? for letters of any kind"
  }
}

extension Cell.Work {
  /// The name of the learned optimizer, hand-designed optimizer or minimiser.
  public var optimizer: String {
    switch self {
    case .search(let cell): cell.optimizer
    case .metaTraining(let cell): cell.optimizer
    case .tuning(let cell): cell.optimizer
    case .evaluation(let cell): cell.optimizer
    case .study(let cell): cell.optimizer
    }
  }
}
