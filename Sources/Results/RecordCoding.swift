extension Record {
  /// The record file's bytes: the same for equal records. Throws when the record is unsound.
  public func encoded() throws -> [UInt8] {
    try refusingFlaws(label: label, validate)
    return try RecordFile.encode(self, label: label)
  }

  /// Reads a record file's bytes; `file` names it in errors.
  public init(decoding bytes: [UInt8], file: String) throws {
    self = try RecordFile.decode(Record.self, from: bytes, file: file)
    try reportingFlaws(file: file, validate)
  }
}

extension Manifest {
  /// The manifest file's bytes: the same for equal manifests. Throws when the manifest is unsound.
  public func encoded() throws -> [UInt8] {
    try refusingFlaws(label: suite, validate)
    return try RecordFile.encode(self, label: suite)
  }

  /// Reads a manifest file's bytes; `file` names it in errors.
  public init(decoding bytes: [UInt8], file: String) throws {
    self = try RecordFile.decode(Manifest.self, from: bytes, file: file)
    try reportingFlaws(file: file, validate)
  }
}

private func refusingFlaws(label: String, _ validate: () throws(Flaw) -> Void) throws {
  do {
    try validate()
  } catch {
    throw ResultsError.unwritable(
      label: label, found: "\(error.place) \(error.found)", expected: error.expected)
  }
}

private func reportingFlaws(file: String, _ validate: () throws(Flaw) -> Void) throws {
  do {
    try validate()
  } catch {
    throw ResultsError.invalid(
      file: file, place: error.place, found: error.found, expected: error.expected)
  }
}
