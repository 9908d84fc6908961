import Files

/// A results folder, written: by any number of processes that run one suite together (`Crew`), on this
/// machine or any that shares the folder.
///
/// Every file appears whole or not at all, and stays after a power cut once its call has returned.
/// Calls for different files may come from different threads, and two processes that write the same
/// file at the same time do no harm.
public final class StoreWriter: Sendable {
  public let store: Store

  /// Makes the folder if need be. Throws when it belongs to another suite. A damaged manifest is no
  /// obstacle: the run writes its own.
  public init(folder: String, suite: String) throws {
    store = Store(folder: folder)
    try FileAccess.makeFolders(folder)
    do {
      if let found = try store.manifest()?.suite, found != suite {
        throw ResultsError.otherSuite(folder: folder, found: found, expected: suite)
      }
    } catch ResultsError.invalid {}
    for subfolder in ["records", "optimizers", "checkpoints"] {
      try FileAccess.makeFolder("\(folder)/\(subfolder)")
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
    try setAside(file, unless: bytes)
    try FileAccess.replace(store.optimizerPath(file), with: bytes)
    return Digest.hexadecimal(of: bytes)
  }
}
