import Datasets
import Foundation
import MetaTraining
import Optimizers
import Suites
import Testing

@testable import Execution

/// `docs/suite-file.md` against the fields that decode a suite file. With `L2L_RECORD` set the tables of
/// the page are written anew, and the tests fail.
@Suite struct SuiteFilePageTests {
  private static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/suite-file.md")

  private static let tables: [(heading: String, rows: [String])] =
    SuiteKeys.tables
    + LearnedRegistry.kinds.map { ("The rule `\($0.kind)`", $0.table) }
    + [("Settings of any rule", SignMixed.table)]
    + EstimatorRegistry.kinds.map { ("The estimator `\($0.kind)`", $0.table) }

  private func page() throws -> String { try String(contentsOf: Self.path, encoding: .utf8) }

  /// The rows of the table below a heading.
  private func table(_ heading: String, in page: String) throws -> Range<String.Index> {
    let start = try #require(page.range(of: "## \(heading)\n"), "no section \(heading)")
    let rule = try #require(
      page.range(of: "\n|---|---|---|\n", range: start.upperBound..<page.endIndex))
    let rest = page[rule.upperBound...]
    let end = rest.range(of: "\n\n")?.lowerBound ?? rest.endIndex
    return rule.upperBound..<end
  }

  @Test func theTablesAreThoseOfTheFields() throws {
    var page = try page()
    for (heading, rows) in Self.tables {
      let range = try table(heading, in: page)
      let rows = rows.joined(separator: "\n")
      guard page[range] != rows else { continue }
      Issue.record("\(heading): L2L_RECORD=1 writes the table anew")
      page.replaceSubrange(range, with: rows)
    }
    if ProcessInfo.processInfo.environment["L2L_RECORD"] != nil {
      try page.write(to: Self.path, atomically: true, encoding: .utf8)
    }
  }

  @Test func theWholeFileIsASuite() throws {
    let page = try page()
    let start = try #require(page.range(of: "## A whole file\n"))
    let code = page[start.upperBound...].split(separator: "```", maxSplits: 2)[1].dropFirst(5)
    let library = DataLibrary { dataset throws(DatasetError) in
      throw .unreadable(file: dataset.folder, reason: "the suite needs no data")
    }
    let suite = try Suite(
      decoding: String(code), file: "example.yaml", vocabulary: .registered(library)
    ) { path in throw SuiteError.unreadable(file: path, reason: "the suite names no file") }
    #expect(suite.evaluations.count == 4 && suite.learned.count == 1)
  }
}
