/// What stops a run, for people.
public enum ExecutionError: Error, Equatable, CustomStringConvertible {
  /// A record names something this build does not have.
  case unknown(what: String, name: String, cell: String)
  /// An optimizer file cannot be used.
  case optimizerFile(file: String, place: String, found: String, expected: String)
  /// A cell needs more memory than there is.
  case memory(cell: String, bytes: Double, available: Double)
  /// A record has another kind of content than its cell.
  case otherContent(cell: String)
  /// Cells of external optimizers failed, the first of them and how many more; all others are finished.
  case failedCells(first: String, others: Int)

  public var description: String {
    switch self {
    case .unknown(let what, let name, let cell):
      "\(cell): found the \(what) '\(name)', expected one that `l2l list` prints"
    case .optimizerFile(let file, let place, let found, let expected):
      "\(file): \(place): found \(found), expected \(expected)"
    case .memory(let cell, let bytes, let available):
      "\(cell): needs at least \(Memory.text(bytes)) of memory, found \(Memory.text(available)),"
        + " expected fewer functions, a shorter unrollLength or horizon, or a larger machine"
    case .otherContent(let cell):
      "\(cell): its record holds the result of another kind of cell; remove the record to run it again"
    case .failedCells(let first, let others):
      first + (others == 0 ? "" : "; \(others) more of the cells of external optimizers failed")
    }
  }
}
