import Files

extension StoreWriter {
  /// Takes over the record of a cell, and its optimizer, from another folder, whatever the suite there is
  /// called: both become what a run of this suite would have written. False when there is no sound
  /// record of the cell.
  public func takeOver(
    _ cell: Manifest.Cell, suite: String, from other: Store
  ) throws -> Bool {
    guard case .finished(var record) = try other.state(of: cell, suite: nil) else { return false }
    record.suite = suite
    if case .metaTraining(var result) = record.content {
      let bytes = try other.optimizerBytes(of: result)
      var file = try SafeTensors(
        decoding: bytes, file: other.optimizerPath(result.optimizerFile))
      file.metadata["suite"] = suite
      result.optimizerDigest = try writeOptimizer(file.encoded(), file: result.optimizerFile)
      record.content = .metaTraining(result)
    }
    try write(record)
    return true
  }
}
