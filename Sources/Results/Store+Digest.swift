/// The bytes that one finished cell left behind, as a digest sees them.
public struct CellFingerprint: Equatable, Sendable {
  public var label: String
  public var key: String
  /// SHA-256 of the record's file.
  public var record: String
  /// The optimizer file of a meta-training cell: its name and the SHA-256 of its bytes.
  public var optimizer: OptimizerFile?

  public struct OptimizerFile: Equatable, Sendable {
    public var name: String
    public var digest: String

    public init(name: String, digest: String) {
      self.name = name
      self.digest = digest
    }
  }

  public init(label: String, key: String, record: String, optimizer: OptimizerFile? = nil) {
    self.label = label
    self.key = key
    self.record = record
    self.optimizer = optimizer
  }
}

extension [CellFingerprint] {
  /// The one number that stands for all results: 64 hexadecimal digits.
  ///
  /// SHA-256 of the lines `record <key> <SHA-256 of the record's file>`, in the order of the keys,
  /// then `optimizer <file> <SHA-256>`, in the order of the files.
  public var digest: String {
    let records = sorted { $0.key < $1.key }.map { "record \($0.key) \($0.record)\n" }
    let optimizers = compactMap(\.optimizer).map { "optimizer \($0.name) \($0.digest)\n" }
    return Digest.hexadecimal(of: (records + optimizers.sorted()).joined())
  }
}

extension Store {
  /// All cells of the manifest that are not external, in its order. Throws when one of them is missing
  /// or damaged.
  public func fingerprints(of manifest: Manifest) throws -> [CellFingerprint] {
    try manifest.cells.filter { !$0.external }.map { cell in
      let stored = try stored(cell, suite: manifest.suite)
      var fingerprint = CellFingerprint(label: cell.label, key: cell.key, record: stored.digest)
      if case .metaTraining(let result) = stored.record.content {
        fingerprint.optimizer = .init(name: result.optimizerFile, digest: result.optimizerDigest)
      }
      return fingerprint
    }
  }

  /// The digest of all cells of the manifest that are not external. Throws as `fingerprints` does.
  public func digest(of manifest: Manifest) throws -> String {
    try fingerprints(of: manifest).digest
  }
}
