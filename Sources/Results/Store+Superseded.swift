extension Store {
  /// Records and optimizer files that the manifest no longer speaks of, by path inside the folder,
  /// sorted: left by earlier versions of the suite.
  public func superseded(by manifest: Manifest) throws -> [String] {
    var current: Set<String> = []
    for cell in manifest.cells {
      current.insert("records/\(Self.recordName(label: cell.label, key: cell.key))")
      if case .finished(let record) = try state(of: cell, suite: manifest.suite),
        case .metaTraining(let result) = record.content
      {
        current.insert("optimizers/\(result.optimizerFile)")
      }
    }
    var paths: [String] = []
    for (subfolder, suffix) in [("optimizers", ".safetensors"), ("records", ".json")] {
      for name in try FileAccess.names(in: "\(folder)/\(subfolder)") where name.hasSuffix(suffix) {
        let path = "\(subfolder)/\(name)"
        if !current.contains(path) { paths.append(path) }
      }
    }
    return paths
  }
}

extension StoreWriter {
  /// Removes the superseded files and returns their paths inside the folder.
  public func removeSuperseded(by manifest: Manifest) throws -> [String] {
    let paths = try store.superseded(by: manifest)
    for path in paths { try FileAccess.remove("\(store.folder)/\(path)") }
    return paths
  }
}
