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
    + [
      ("Settings of any rule", SignMixed.table), ("An entry of `groups`", Grouped.table),
    ]
    + HandDesigned.rules.map { ("The hand-designed optimizer `\($0.name)`", $0.table) }
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

  @Test func everyWholeFileIsASuite() throws {
    let files = try page().components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }.filter { $0.hasPrefix("suite:") }
    let library = DataLibrary { dataset throws(DatasetError) in
      throw .unreadable(file: dataset.folder, reason: "the suite needs no data")
    }
    let suites = try files.map { text in
      let name = try #require(text.split(separator: "\n").first).dropFirst("suite: ".count)
      return try Suite(
        decoding: text, file: "\(name).yaml", vocabulary: .registered(library)
      ) { path in throw SuiteError.unreadable(file: path, reason: "the suite names no file") }
    }
    #expect(suites.map(\.name) == ["two-bowls", "groups", "curriculum", "rivals", "example"])
    #expect(suites.map(\.evaluations.count) == [2, 1, 2, 1, 4])
  }
}
