import Results

/// What is wrong with a results folder.
struct FolderError: Error, CustomStringConvertible {
  let text: String
  var description: String { text }
}

extension Store {
  /// The manifest of a folder that has to have one.
  func manifestOfRun() throws -> Manifest {
    guard let manifest = try manifest() else {
      throw FolderError(
        text: "\(folder): found no manifest.json, expected a folder that `l2l run` wrote")
    }
    return manifest
  }
}
