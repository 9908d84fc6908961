extension Store {
  /// The one number that stands for all results: 64 hexadecimal digits.
  ///
  /// SHA-256 of the lines `record <key> <SHA-256 of the record's file>`, in the order of the keys,
  /// then `optimizer <file> <SHA-256>`, in the order of the files, over all cells of the manifest
  /// that are not external. Throws when one of them is missing or damaged.
  public func digest(of manifest: Manifest) throws -> String {
    var recordLines: [String] = []
    var optimizerLines: [String] = []
    for cell in manifest.cells.sorted(by: { $0.key < $1.key }) where !cell.external {
      let stored = try stored(cell, suite: manifest.suite)
      recordLines.append("record \(cell.key) \(stored.digest)\n")
      if case .metaTraining(let result) = stored.record.content {
        optimizerLines.append("optimizer \(result.optimizerFile) \(result.optimizerDigest)\n")
      }
    }
    return Digest.hexadecimal(of: (recordLines + optimizerLines.sorted()).joined())
  }
}
