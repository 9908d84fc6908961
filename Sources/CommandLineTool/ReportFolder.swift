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

  var headline: String { report.headline() }

  /// The verdicts of all settings in one line.
  var verdictLine: String { report.verdictLine(page: "\(store.folder)/report.md") }
}

extension ReportFolder {
  /// What became of a report.
  struct Outcome {
    /// Files of an earlier report that this one no longer has, inside the folder.
    var removed: [String]
    /// Why figures are missing; nil when all are drawn.
    var problem: Drawing.Problem?
  }

  /// Writes pages, tables and figures, and removes what only an earlier report wrote. Files that no
  /// report wrote stay. Without gnuplot a drawing stays when its numbers and script are the same.
  func write() throws -> Outcome {
    let figures = try DrawnFigures(report.figures)
    var removed = try outdated()
    for figure in report.figures where figures.drawings[figure.path] == nil {
      if try store.reportFile(figure.path) != nil, try !isUnchanged(figure) {
        removed.append(figure.path)
      }
    }
    for path in removed { try store.removeReportFile(path) }
    for file in files { try store.writeReportFile(file.path, file.bytes) }
    for (path, bytes) in figures.drawings { try store.writeReportFile(path, bytes) }
    return Outcome(removed: removed.sorted(), problem: figures.problem)
  }

  /// The files that an earlier report wrote here and this one does not.
  private func outdated() throws -> [String] {
    let own = Set(files.map(\.path) + report.figures.map(\.path))
    let list = try store.reportFile(Report.listPath) ?? []
    return try String(decoding: list, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { path in
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !own.contains(path) && parts.count == 2 && parts[1] != ".."
          && Report.folders.contains(String(parts[0]))
      }
      .filter { try store.reportFile($0) != nil }
  }

  private func isUnchanged(_ figure: Figure) throws -> Bool {
    try [("csv", figure.data), ("gp", figure.script)].allSatisfy { suffix, text in
      try store.reportFile("figures/\(figure.name).\(suffix)") == Array(text.utf8)
    }
  }
}

extension ReportFolder {
  /// What is wrong with the files of the report, each line led by a path inside the folder.
  ///
  /// Drawings are compared only under the gnuplot that drew the ones in the folder; of others it is
  /// checked that they are whole and show what they should.
  func flaws() throws -> [String] {
    let drawn = try DrawnFigures(report.figures)
    let ofFiles = try files.compactMap { file in
      try flaw(of: file.path) { $0 == file.bytes ? nil : Self.differs }
    }
    let ofDrawings = try report.figures.compactMap { figure in
      try flaw(of: figure.path) { bytes in
        let (here, fresh) = (Drawn(bytes: bytes), drawn.drawings[figure.path].map(Drawn.init))
        guard let fresh, fresh.artist == here.artist else {
          return here.flaw(showing: figure.heading)
        }
        return fresh.bytes == bytes ? nil : Self.differs
      }
    }
    let strays = try store.strays(
      beside: manifest, records: records,
      report: Set(files.map(\.path) + report.figures.map(\.path)))
    return ofFiles + ofDrawings
      + strays.map { "\($0): found a file that no run of the suite leaves here" }
  }

  private static let differs = "differs from what the records give"

  private func flaw(of path: String, _ compare: ([UInt8]) -> String?) throws -> String? {
    guard let bytes = try store.reportFile(path) else { return "\(path): is missing" }
    guard !bytes.isEmpty else { return "\(path): is empty" }
    return compare(bytes).map { "\(path): \($0)" }
  }
}
