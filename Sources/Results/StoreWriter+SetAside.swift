import Files

// Optimizer files are named by optimizer and meta-seed, so another version of a suite writes the same
// names. A file that a record of an earlier version states is therefore set aside before it is replaced,
// under a name with the start of its digest, and comes back with the version it belongs to.

extension Store {
  func pathAside(_ file: String, digest: String) -> String {
    optimizerPath("\(file.dropLast(".safetensors".count)).\(digest.prefix(12)).safetensors")
  }
}

extension StoreWriter {
  /// Puts the optimizer of a finished meta-training run back in its place; false when it is not there.
  public func restoreOptimizer(of cell: Manifest.Cell, suite: String) throws -> Bool {
    guard case .metaTraining(let result)? = try content(at: store.recordPath(of: cell)),
      let bytes = try optimizerAside(result)
    else { return false }
    _ = try writeOptimizer(bytes, file: result.optimizerFile)
    try FileAccess.remove(
      store.pathAside(result.optimizerFile, digest: result.optimizerDigest))
    return true
  }

  private func optimizerAside(_ result: MetaTrainingResult) throws -> [UInt8]? {
    let path = store.pathAside(result.optimizerFile, digest: result.optimizerDigest)
    let bytes = try FileAccess.read(path, limit: SafeTensors.fileLimit)
    return bytes.flatMap { Digest.hexadecimal(of: $0) == result.optimizerDigest ? $0 : nil }
  }

  /// Keeps what an optimizer file holds, if it is not `bytes` and a record states it.
  func setAside(_ file: String, unless bytes: [UInt8]) throws {
    guard let old = try FileAccess.read(store.optimizerPath(file), limit: SafeTensors.fileLimit),
      old != bytes
    else { return }
    let digest = Digest.hexadecimal(of: old)
    for path in try store.recordFiles() where path.contains("/records/meta-train") {
      guard case .metaTraining(let result)? = try content(at: path),
        result.optimizerFile == file, result.optimizerDigest == digest
      else { continue }
      return try FileAccess.replace(store.pathAside(file, digest: digest), with: old)
    }
  }

  /// The content of a record file whatever its suite; nil when it is damaged or not there.
  private func content(at path: String) throws -> Record.Content? {
    guard let bytes = try FileAccess.read(path, limit: RecordFile.sizeLimit) else { return nil }
    return (try? Record(decoding: bytes, file: path))?.content
  }
}
