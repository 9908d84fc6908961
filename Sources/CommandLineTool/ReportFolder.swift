import Foundation
import Reports
import Results

/// The report of a results folder: rebuilt from its records and provenance, its figures drawn by gnuplot.
struct ReportFolder {
  private let store: Store
  private let manifest: Manifest
  private let records: [Record]
  private let report: Report
  private let files: [ReportFile]

  /// Throws when there is no manifest, or a record is damaged; missing records are the report's to tell.
  init(_ folder: String) throws {
    let store = Store(folder: folder)
    let manifest = try store.manifestOfRun()
    let records = try store.records(of: manifest)
    (self.store, self.manifest, self.records) = (store, manifest, records)
    let keys = Set(records.map(\.key))
    let recordFiles = manifest.cells.filter { keys.contains($0.key) }.map { cell in
      (cell.key, store.path(insideFolder: store.recordPath(of: cell)))
    }
    report = try Report(
      manifest: manifest, records: records,
      recordFiles: Dictionary(recordFiles, uniquingKeysWith: { first, _ in first }),
      provenance: store.provenance())
    files = report.files()
  }

  var headline: String { report.headlineTable() }

  func write() throws {
    try write(to: folder)
    guard try draw(in: folder) else {
      FileHandle.standardError.write(
        Data("figures are not drawn: gnuplot is not installed\n".utf8))
      return
    }
  }

  /// The paths of the files that differ from what the records give.
  ///
  /// Drawings are compared only under the gnuplot that drew the ones in the folder.
  func differences() throws -> [String] {
    let fresh = FileManager.default.temporaryDirectory
      .appendingPathComponent("l2l-\(ProcessInfo.processInfo.processIdentifier)").path
    defer { try? FileManager.default.removeItem(atPath: fresh) }
    try write(to: fresh)
    var paths = files.map(\.path)
    if try draw(in: fresh) {
      paths += drawings.filter { Self.artist("\(fresh)/\($0)") == Self.artist("\(folder)/\($0)") }
    }
    return paths.filter { path in
      let (one, other) = ("\(folder)/\(path)", "\(fresh)/\(path)")
      return FileManager.default.contents(atPath: one)
        != FileManager.default.contents(atPath: other)
    }
  }

  /// The paths of the files that a run of the suite does not leave in its folder.
  func strays() throws -> [String] {
    try store.strays(
      beside: manifest, records: records, report: Set(files.map(\.path) + drawings))
  }

  private var folder: String { store.folder }

  private var drawings: [String] { report.figureScripts.map { String($0.dropLast(2)) + "svg" } }
}

extension ReportFolder {
  private func write(to folder: String) throws {
    let manager = FileManager.default
    for stale in ["figures", "tables"] { try? manager.removeItem(atPath: "\(folder)/\(stale)") }
    for file in files {
      let url = URL(fileURLWithPath: "\(folder)/\(file.path)")
      try manager.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url, options: .atomic)
    }
  }

  /// Runs gnuplot on every figure's script; false when there is no gnuplot.
  private func draw(in folder: String) throws -> Bool {
    for script in report.figureScripts {
      guard try Drawing.run("\(folder)/\(script)") else { return false }
    }
    return true
  }

  /// The line in which gnuplot names itself and its version.
  private static func artist(_ path: String) -> Substring? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    return text.split(separator: "\n").first { $0.contains("GNUPLOT") }
  }
}
