/// What stops a run, for people.
public enum ExecutionError: Error, Equatable, CustomStringConvertible {
  /// A record names something this build does not have.
  case unknown(what: String, name: String, cell: String)
  /// An optimizer file cannot be used.
  case optimizerFile(file: String, place: String, found: String, expected: String)
  /// Every candidate of a search diverged, so there is no meta learning rate.
  case searchDiverged(optimizer: String)
  /// A record has another kind of content than its cell.
  case otherContent(cell: String)
  /// Cells of a shard read records of other shards that are not there yet.
  case inputNotThere(shard: String, cells: [String])

  public var description: String {
    switch self {
    case .unknown(let what, let name, let cell):
      "\(cell): found the \(what) '\(name)', expected one that `l2l list` prints"
    case .optimizerFile(let file, let place, let found, let expected):
      "\(file): \(place): found \(found), expected \(expected)"
    case .searchDiverged(let optimizer):
      "search for the meta learning rate of \(optimizer): every candidate diverged; "
        + "expected a lower `metaLearningRate.lowest`"
    case .otherContent(let cell):
      "\(cell): its record holds the result of another kind of cell; remove the record to run it again"
    case .inputNotThere(let shard, let cells):
      "shard \(shard): all that could be run is finished; of other shards' records, those that"
        + " \(cells.count) cells read are not there yet (the first: \(cells.first ?? ""));"
        + " run it again later, or with --wait"
    }
  }
}
