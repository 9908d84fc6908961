import Files

/// A results folder, read: `manifest.json`, `provenance.json`, `records/` and `optimizers/`.
///
/// Reading takes no lock and changes nothing. Files are replaced whole by a rename, so a reader
/// beside a running writer sees each file either before or after.
public struct Store: Sendable {
  public let folder: String

  /// A folder that need not exist: it then holds nothing.
  public init(folder: String) { self.folder = folder }

  public var manifestPath: String { "\(folder)/manifest.json" }

  public var provenancePath: String { "\(folder)/provenance.json" }

  /// Where the record of a cell lies: a name for people, then the start of the key.
  public func recordPath(of cell: Manifest.Cell) -> String {
    "\(folder)/records/\(Self.recordName(label: cell.label, key: cell.key))"
  }

  public func optimizerPath(_ file: String) -> String { "\(folder)/optimizers/\(file)" }

  /// The path of a file of the folder as seen from there.
  public func path(insideFolder path: String) -> String { String(path.dropFirst(folder.count + 1)) }

  static func recordName(label: String, key: String) -> String {
    "\(slug(of: label)).\(key.prefix(12)).json"
  }

  /// Lowercase letters, digits and single hyphens, at most 120: safe as a file name anywhere.
  static func slug(of label: String) -> String {
    let words = label.lowercased().utf8.split { byte in
      !((48...57).contains(byte) || (97...122).contains(byte))
    }
    return String(
      words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-").prefix(120))
  }
}

extension Store {
  /// What a cell of the manifest has left behind so far.
  public enum CellState: Equatable, Sendable {
    case missing
    /// A file is there but cannot be trusted; the error says why. Running the cell again mends it.
    case damaged(ResultsError)
    case finished(Record)
  }

  /// The manifest, or nil when no run has begun here.
  public func manifest() throws -> Manifest? {
    guard let bytes = try FileAccess.read(manifestPath, limit: RecordFile.sizeLimit) else {
      return nil
    }
    return try Manifest(decoding: bytes, file: manifestPath)
  }

  /// A damaged record is an answer; a file that the system will not let us read is an error.
  /// `suite` is the name that the record must state; nil for any.
  public func state(of cell: Manifest.Cell, suite: String?) throws -> CellState {
    do {
      guard let stored = try read(cell, suite: suite) else { return .missing }
      return .finished(stored.record)
    } catch FileError.unexpected(let path, let found, let expected) {
      return .damaged(.invalid(file: path, place: "", found: found, expected: expected))
    } catch let error as ResultsError {
      if case .invalid = error { return .damaged(error) }
      throw error
    }
  }

  /// The finished record of a cell; throws when it is missing or damaged.
  public func record(of cell: Manifest.Cell, suite: String) throws -> Record {
    try stored(cell, suite: suite).record
  }

  /// The records of a manifest that are there, in its order; throws for the first that is damaged.
  public func records(of manifest: Manifest) throws -> [Record] {
    try manifest.cells.compactMap { try read($0, suite: manifest.suite)?.record }
  }

  /// The bytes of an optimizer file that a record names, checked against the digest it states.
  public func optimizerBytes(of result: MetaTrainingResult) throws -> [UInt8] {
    let path = optimizerPath(result.optimizerFile)
    let bytes = try FileAccess.read(path, limit: SafeTensors.fileLimit)
    let digest = bytes.map(Digest.hexadecimal)
    guard let bytes, digest == result.optimizerDigest else {
      throw ResultsError.invalid(
        file: path, place: "", found: digest.map { "SHA-256 \($0)" } ?? "no file",
        expected: "SHA-256 \(result.optimizerDigest), as its record states")
    }
    return bytes
  }

  struct StoredRecord {
    var record: Record
    var digest: String
  }

  func stored(_ cell: Manifest.Cell, suite: String) throws -> StoredRecord {
    guard let stored = try read(cell, suite: suite) else {
      throw ResultsError.missingRecord(file: recordPath(of: cell), label: cell.label)
    }
    return stored
  }

  private func read(_ cell: Manifest.Cell, suite: String?) throws -> StoredRecord? {
    let path = recordPath(of: cell)
    guard let bytes = try FileAccess.read(path, limit: RecordFile.sizeLimit) else { return nil }
    let record = try Record(decoding: bytes, file: path)
    for (place, found, expected) in [
      ("key", record.key, cell.key), ("suite", record.suite, suite ?? record.suite),
      ("label", record.label, cell.label),
      ("external", "\(record.external)", "\(cell.external)"),
    ] where found != expected {
      throw ResultsError.invalid(file: path, place: place, found: found, expected: expected)
    }
    if case .metaTraining(let result) = record.content { _ = try optimizerBytes(of: result) }
    return StoredRecord(record: record, digest: Digest.hexadecimal(of: bytes))
  }
}

extension Store {
  /// The paths of all record files, whole ones: a record has its name only once it is complete.
  public func recordFiles() throws -> Set<String> {
    Set(try FileAccess.names(in: "\(folder)/records").map { "\(folder)/records/\($0)" })
  }

  /// Whether the record of a cell is there; it may be damaged.
  public func hasRecord(of cell: Manifest.Cell) -> Bool { FileAccess.exists(recordPath(of: cell)) }
}
