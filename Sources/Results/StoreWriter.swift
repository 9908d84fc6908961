import Files

/// A results folder, written: by one run alone, or by several shards of one suite together, on this
/// machine or any that shares the folder.
///
/// Every file appears whole or not at all, and stays after a power cut once its call has returned.
/// Calls for different files may come from different threads.
public final class StoreWriter: Sendable {
  public let store: Store
  /// The part of a suite this process writes; nil for all of it.
  public let shard: Shard?
  private let lock: FolderLock

  /// Makes the folder if need be and takes the lock, a shard only until it has seen that it can: it
  /// takes it for good with its manifest. For a whole run, also clears what killed ones left
  /// half-written. Throws when another run holds the folder, it belongs to another suite, or it has
  /// vanished since the lock was taken. A damaged manifest is no obstacle: the run writes its own.
  public init(folder: String, suite: String, shard: Shard? = nil) throws {
    store = Store(folder: folder)
    self.shard = shard
    try FileAccess.makeFolders(folder)
    lock =
      try shard == nil
      ? FolderLock(folder: folder)
      : FolderLock.inTurn(folder: folder) {
        let lock = try FolderLock(folder: folder, shared: true)
        lock.release()
        return lock
      }
    do {
      if let found = try store.manifest()?.suite, found != suite {
        throw ResultsError.otherSuite(folder: folder, found: found, expected: suite)
      }
    } catch ResultsError.invalid {}
    let subfolders = ["records", "optimizers", "checkpoints"].map { "\(folder)/\($0)" }
    for subfolder in subfolders { try FileAccess.makeFolder(subfolder) }
    guard shard == nil else { return }
    for place in [folder] + subfolders {
      for name in try FileAccess.names(in: place) where name.hasSuffix(FileAccess.temporarySuffix) {
        try FileAccess.remove("\(place)/\(name)")
      }
    }
  }

  /// Writes the manifest. The first of several shards does it; the others find the same one there,
  /// or throw when it is of another version of the suite, which shards at work are still filling:
  /// those that have yet to write theirs hold no lock.
  public func write(_ manifest: Manifest) throws {
    let bytes = try manifest.encoded()
    guard shard != nil else { return try FileAccess.replace(store.manifestPath, with: bytes) }
    try FolderLock.inTurn(folder: store.folder) {
      let found = try FileAccess.read(store.manifestPath, limit: RecordFile.sizeLimit)
      guard found != bytes else { return try lock.share() }
      let written = try lock.alone { try FileAccess.replace(store.manifestPath, with: bytes) }
      guard !written else { return }
      guard found == nil else { throw ResultsError.otherVersion(folder: store.folder) }
      try FileAccess.replace(store.manifestPath, with: bytes)
    }
  }

  public func write(_ record: Record) throws {
    let cell = Manifest.Cell(key: record.key, label: record.label, external: record.external)
    try FileAccess.replace(store.recordPath(of: cell), with: record.encoded())
  }

  /// Writes the provenance of the run, or of the shard.
  public func write(_ provenance: Provenance) throws {
    try FileAccess.replace(store.provenancePath(of: shard), with: provenance.encoded())
  }

  /// Writes an optimizer file and returns the digest its record must state. It goes before that
  /// record, so that a record never names a file that is not there.
  public func writeOptimizer(_ bytes: [UInt8], file: String) throws -> String {
    guard OptimizerFile.isName(file) else {
      throw ResultsError.unwritable(label: file, found: "this name", expected: OptimizerFile.rule)
    }
    try FileAccess.replace(store.optimizerPath(file), with: bytes)
    return Digest.hexadecimal(of: bytes)
  }
}
