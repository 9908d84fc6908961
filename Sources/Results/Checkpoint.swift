import Files

/// How far a cell has come: written now and then while it runs, gone once its record is there.
///
/// In the checked format of records, so a checkpoint that is cut, flipped or foreign is noticed.
struct Checkpoint<State: Codable>: Codable {
  var formatVersion: Int
  var key: String
  /// Time spent on the cell so far, for provenance alone.
  var seconds: Double
  var state: State
}

extension Store {
  func checkpointPath(of cell: Manifest.Cell) -> String {
    "\(checkpointFolder)/\(Self.recordName(label: cell.label, key: cell.key))"
  }

  var checkpointFolder: String { "\(folder)/checkpoints" }

  /// The state a cell was left in and the seconds it took to come there, or nil when none was
  /// written down. Throws when there is one that cannot be trusted or belongs to another cell.
  public func checkpoint<State: Codable>(
    of cell: Manifest.Cell, as _: State.Type
  ) throws -> (state: State, seconds: Double)? {
    let path = checkpointPath(of: cell)
    guard let bytes = try FileAccess.read(path, limit: RecordFile.sizeLimit) else { return nil }
    let checkpoint = try RecordFile.decode(Checkpoint<State>.self, from: bytes, file: path)
    guard checkpoint.key == cell.key else {
      throw ResultsError.invalid(
        file: path, place: "key", found: checkpoint.key, expected: cell.key)
    }
    return (checkpoint.state, checkpoint.seconds)
  }
}

extension StoreWriter {
  /// Writes down how far a cell has come, in place of what was written before.
  public func writeCheckpoint(
    _ state: some Codable, seconds: Double, of cell: Manifest.Cell
  ) throws {
    let checkpoint = Checkpoint(
      formatVersion: Record.currentFormatVersion, key: cell.key, seconds: seconds, state: state)
    try FileAccess.replace(
      store.checkpointPath(of: cell), with: RecordFile.encode(checkpoint, label: cell.label))
  }

  /// Forgets how far a cell has come.
  public func removeCheckpoint(of cell: Manifest.Cell) throws {
    try FileAccess.remove(store.checkpointPath(of: cell))
  }
}
