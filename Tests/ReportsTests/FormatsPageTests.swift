import Foundation
import Reports
import Testing

/// `docs/formats.md` against the tables. Run with `L2L_RECORD=1` to write that part of the page anew; the
/// test then fails, so that nobody records by accident.
@Test func formatsPageExplainsEveryColumn() throws {
  let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/formats.md")
  let text = try String(contentsOf: page, encoding: .utf8)
  let start = try #require(text.range(of: "swift test --filter formatsPage -->\n")).upperBound
  let end = try #require(text.range(of: "<!-- end -->", range: start..<text.endIndex)).lowerBound
  let explained = "\n" + (try Report.tablesExplained()) + "\n"
  if ProcessInfo.processInfo.environment["L2L_RECORD"] != nil {
    try Data(text.replacingCharacters(in: start..<end, with: explained).utf8).write(to: page)
    Issue.record("recorded \(page.path); run again without L2L_RECORD")
    return
  }
  #expect(text[start..<end] == explained)
}
