import Foundation
import Reports
import Results

/// A folder of results folders, and the page that says what each shows.
struct IndexFolder {
  private let store: Store
  private let entries: [ResultsIndex.Entry]

  /// Nil for a folder without results folders.
  init?(_ folder: String) throws {
    let store = Store(folder: folder)
    let folders = try store.resultsFolders()
    guard !folders.isEmpty else { return nil }
    self.store = store
    entries = try folders.map { name, suite, manifest in
      let table = try suite.reportFile("tables/verdicts.csv") ?? []
      return try ResultsIndex.Entry(
        folder: name, manifest: manifest, verdicts: String(decoding: table, as: UTF8.self))
    }
  }

  var path: String { "\(store.folder)/\(ResultsIndex.path)" }

  /// Whether the page in a folder was made by an earlier report.
  private static func isOurs(in store: Store) throws -> Bool {
    let bytes = try store.reportFile(ResultsIndex.path) ?? []
    return String(decoding: bytes, as: UTF8.self).hasPrefix(ResultsIndex.mark + "\n")
  }

  /// Throws, writing nothing, where people wrote a page of that name.
  func write() throws {
    guard try store.reportFile(ResultsIndex.path) == nil || Self.isOurs(in: store) else {
      throw FolderError(
        text: "\(path): found a page that l2l report did not write, expected none; rename it")
    }
    let page = ResultsIndex.page(entries)
    try store.writeReportFile(page.path, page.bytes)
  }

  /// What is wrong with the page; nil when it is what the folders give.
  func flaw() throws -> String? {
    guard let bytes = try store.reportFile(ResultsIndex.path) else { return "\(path): is missing" }
    return bytes == ResultsIndex.page(entries).bytes
      ? nil : "\(path): differs from what the results folders give"
  }

  /// Writes the page of the folder above `folder` anew, if an earlier report made it.
  static func refresh(above folder: String) throws {
    let above = URL(fileURLWithPath: folder).standardizedFileURL.deletingLastPathComponent()
    let store = Store(folder: above.path)
    guard try isOurs(in: store) else { return }
    try IndexFolder(store.folder)?.write()
  }
}
