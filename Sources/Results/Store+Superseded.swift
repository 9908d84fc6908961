import Files

extension Store {
  /// Records and optimizer files that the manifest does not speak of, by path inside the folder, sorted:
  /// left by earlier versions of the suite, or by another suite of its name.
  public func superseded(by manifest: Manifest) throws -> [String] {
    let finished = try manifest.cells.compactMap { cell -> Record? in
      guard case .finished(let record) = try state(of: cell, suite: manifest.suite) else {
        return nil
      }
      return record
    }
    let current = files(of: manifest, records: finished)
    var paths: [String] = []
    for (subfolder, suffix) in [("optimizers", ".safetensors"), ("records", ".json")] {
      for name in try FileAccess.names(in: "\(folder)/\(subfolder)") where name.hasSuffix(suffix) {
        let path = "\(subfolder)/\(name)"
        if !current.contains(path) { paths.append(path) }
      }
    }
    return paths
  }

  /// Files that no run of the manifest leaves in its folder, by path inside it, sorted. `records`
  /// are those that are there, `report` the paths of its report; checkpoints, half-written files and all whose names begin with a
  /// dot are of a run that is under way.
  public func strays(
    beside manifest: Manifest, records: [Record], report: Set<String>
  ) throws -> [String] {
    let own = files(of: manifest, records: records).union(report).union(
      [manifestPath, provenancePath].map(path(insideFolder:)))
    return try FileAccess.files(below: folder).filter { path in
      !own.contains(path) && !path.hasPrefix("checkpoints/")
        && !path.hasSuffix(FileAccess.temporarySuffix)
    }
  }

  /// Records of the manifest and the optimizer files that `records` name, by path inside the folder.
  private func files(of manifest: Manifest, records: [Record]) -> Set<String> {
    let optimizers = records.compactMap { record -> String? in
      guard case .metaTraining(let result) = record.content else { return nil }
      return optimizerPath(result.optimizerFile)
    }
    return Set((manifest.cells.map(recordPath(of:)) + optimizers).map(path(insideFolder:)))
  }
}

extension StoreWriter {
  /// Removes files by their paths inside the folder.
  public func remove(_ paths: [String]) throws {
    for path in paths { try FileAccess.remove("\(store.folder)/\(path)") }
  }
}
