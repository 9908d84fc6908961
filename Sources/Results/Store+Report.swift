import Files
import Foundation

/// Files of a results folder that `l2l report` makes of the others, and may make again at any time.
///
/// Each is written under a name of its process and renamed, so two reports at once leave whole files.
/// Nothing is synced. A link in the place of a file or folder is followed.
extension Store {
  /// The bytes of a file, or nil when there is none.
  public func reportFile(_ path: String) throws -> [UInt8]? {
    try FileAccess.read("\(folder)/\(path)", limit: 1 << 30)
  }

  public func writeReportFile(_ path: String, _ bytes: [UInt8]) throws {
    let named = "\(folder)/\(path)"
    let target = realpath(named, nil).map { resolved in
      defer { free(resolved) }
      return String(cString: resolved)
    }
    let file = target ?? named
    try FileAccess.makeFolders(FilePath.parent(of: file))
    try FileAccess.replace(file, with: bytes, isDurable: false)
  }

  public func removeReportFile(_ path: String) throws {
    try FileAccess.remove("\(folder)/\(path)")
  }

  /// The results folders in this folder, by name, sorted, with their manifests.
  public func resultsFolders() throws -> [(name: String, store: Store, manifest: Manifest)] {
    try FileAccess.names(in: folder).filter { !$0.hasPrefix(".") }.compactMap { name in
      let store = Store(folder: "\(folder)/\(name)")
      var status = stat()
      guard stat(store.folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
        let manifest = try store.manifest()
      else { return nil }
      return (name, store, manifest)
    }
  }
}
