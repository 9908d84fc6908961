/// A results folder, written: at most one at a time, on this machine or any that shares the folder.
///
/// Every file appears whole or not at all, and stays after a power cut once its call has returned.
/// Calls for different files may come from different threads.
public final class StoreWriter: Sendable {
  public let store: Store
  private let lock: FolderLock

  /// Makes the folder if need be, takes the lock, and clears what a killed run left half-written.
  /// Throws when another run holds the folder or it belongs to another suite. A damaged manifest
  /// is no obstacle: the run writes its own.
  public init(folder: String, suite: String) throws {
    store = Store(folder: folder)
    try FileAccess.makeFolder(folder)
    lock = try FolderLock(folder: folder)
    do {
      if let found = try store.manifest()?.suite, found != suite {
        throw ResultsError.otherSuite(folder: folder, found: found, expected: suite)
      }
    } catch ResultsError.invalid {}
    for subfolder in ["", "/records", "/optimizers"] {
      try FileAccess.makeFolder(folder + subfolder)
      for name in try FileAccess.names(in: folder + subfolder)
      where name.hasSuffix(FileAccess.temporarySuffix) {
        try FileAccess.remove("\(folder)\(subfolder)/\(name)")
      }
    }
  }

  public func write(_ manifest: Manifest) throws {
    try FileAccess.replace(store.manifestPath, with: manifest.encoded())
  }

  public func write(_ record: Record) throws {
    let cell = Manifest.Cell(key: record.key, label: record.label, external: record.external)
    try FileAccess.replace(store.recordPath(of: cell), with: record.encoded())
  }

  public func write(_ provenance: Provenance) throws {
    try FileAccess.replace(store.provenancePath, with: provenance.encoded())
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
