extension Store {
  /// Records and optimizer files that the manifest no longer speaks of, by path inside the folder,
  /// sorted: left by earlier versions of the suite.
  public func superseded(by manifest: Manifest) throws -> [String] {
    let current = try files(of: manifest)
    var paths: [String] = []
    for (subfolder, suffix) in [("optimizers", ".safetensors"), ("records", ".json")] {
      for name in try FileAccess.names(in: "\(folder)/\(subfolder)") where name.hasSuffix(suffix) {
        let path = "\(subfolder)/\(name)"
        if !current.contains(path) { paths.append(path) }
      }
    }
    return paths
  }

  /// Files that no run of the manifest leaves in its folder, by path inside it, sorted. `report`
  /// are the paths of its report; checkpoints, half-written files and all whose names begin with a
  /// dot are of a run that is under way.
  public func strays(beside manifest: Manifest, report: Set<String>) throws -> [String] {
    let own = try files(of: manifest).union(report).union(
      ([manifestPath, provenancePath()] + shardProvenancePaths()).map(path(insideFolder:)))
    return try FileAccess.files(below: folder).filter { path in
      !own.contains(path) && !path.hasPrefix("checkpoints/")
        && !path.hasSuffix(FileAccess.temporarySuffix)
    }
  }

  /// The path of a file of the folder as seen from there.
  public func path(insideFolder path: String) -> String { String(path.dropFirst(folder.count + 1)) }

  /// Records and optimizer files of the manifest, by path inside the folder.
  private func files(of manifest: Manifest) throws -> Set<String> {
    var files: Set<String> = []
    for cell in manifest.cells {
      files.insert(path(insideFolder: recordPath(of: cell)))
      if case .finished(let record) = try state(of: cell, suite: manifest.suite),
        case .metaTraining(let result) = record.content
      {
        files.insert(path(insideFolder: optimizerPath(result.optimizerFile)))
      }
    }
    return files
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
