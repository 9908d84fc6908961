import Foundation
import Results
import Testing

@testable import Reports

private let made = Result { try makeReport() }

private func report() throws -> Report { try made.get() }

private func makeReport() throws -> Report {
  let files = Fixture.records().enumerated().map { ($1.key, "records/\($0).json") }
  return try Report(
    manifest: Fixture.manifest(), records: Fixture.records(),
    recordFiles: Dictionary(uniqueKeysWithValues: files))
}

/// `Tests/Expected/report` holds the whole report of the fixture. Run with `L2L_RECORD=1` to write it
/// anew; the test then fails, so that nobody records by accident.
@Test func reportIsWhatWasRecorded() throws {
  let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let folder = tests.appending(path: "Expected/report")
  let files = try report().files()
  if ProcessInfo.processInfo.environment["L2L_RECORD"] != nil {
    for file in files {
      let url = folder.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
    Issue.record("recorded \(files.count) files in \(folder.path); run again without L2L_RECORD")
    return
  }
  let recorded = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    .filter { $0.contains(".") }
  #expect(Set(recorded) == Set(files.map(\.path)))
  for file in files {
    let expected = try? Data(contentsOf: folder.appending(path: file.path))
    let isSame = Data(file.bytes) == expected
    #expect(isSame, "\(file.path) differs from Tests/Expected/report")
  }
}

@Test func reportDoesNotDependOnTheOrderOfRecords() throws {
  let shuffled = try Report(
    manifest: Fixture.manifest(), records: Fixture.records().reversed())
  let ordered = try Report(manifest: Fixture.manifest(), records: Fixture.records())
  #expect(shuffled.files() == ordered.files())
}

@Test func missingCellsAndStrayRecordsAreNamedAtTheTop() throws {
  var records = Fixture.records()
  records[0].key = "not in the plan"
  let report = try Report(manifest: Fixture.manifest(), records: records)
  let page = try text("report.md", of: report)
  let top = try #require(page.range(of: "## Generalisation")).lowerBound
  let head = String(page[..<top])
  #expect(head.contains("Incomplete: 2 of 21 cells have no record."))
  #expect(head.contains("> - evaluate adam on bowl-40 at 40\n"))
  #expect(head.contains("Left out: records that belong to no cell"))
}

@Test func finalLossTableHasTheAgreedColumnsAndOrder() throws {
  let lines = try text("tables/final-loss.csv", of: report()).split(separator: "\n")
  #expect(
    lines[0].hasPrefix(
      "optimizee,horizon,optimizer,kind,meta_seeds,functions,mean,mean_low,mean_high,median,"
        + "interquartile_mean,ratio_to_best_hand_designed,ratio_low,ratio_high,win_probability,"
        + "diverged"))
  let optimizers = lines.dropFirst().map { $0.split(separator: ",")[2] }
  #expect(optimizers == ["lstm", "nag", "adam", "sgd", "nag", "lstm", "sgd"])
  #expect(!lines.contains { $0.contains("bfgs2") }, "external records are no rows of this table")
}

@Test func anOptimizerThatIsAProcessIsARival() throws {
  var (manifest, records) = (Fixture.manifest(), Fixture.records())
  let nag = try #require(records.firstIndex { $0.label == "evaluate nag on bowl-10 at 40" })
  guard case .evaluation(var result) = records[nag].content else { return }
  result.kind = .external
  records[nag].content = .evaluation(result)
  records[nag].external = true
  manifest.external = ["`nag`: the command `python3 nag.py`"]
  let report = try Report(manifest: manifest, records: records)
  let lines = try text("tables/final-loss.csv", of: report).split(separator: "\n")
  #expect(lines.contains { $0.hasPrefix("bowl-10,40,nag,external,1,") })
  let verdicts = try text("tables/verdicts.csv", of: report)
  #expect(verdicts.contains("bowl-10,40,lstm,nag,"))
  #expect(try text("report.md", of: report).contains("## External optimizers\n"))
}

@Test func divergenceIsInfiniteInTheMeanAndNeverTheBest() throws {
  let lines = try text("tables/final-loss.csv", of: report()).split(separator: "\n")
  let row = try #require(lines.last).split(separator: ",", omittingEmptySubsequences: false)
  #expect(row[2] == "sgd")
  #expect(row[6] == "inf")
  #expect(row[15] == "1")
  let header = try #require(lines.first).split(separator: ",")
  let excluded = try #require(header.firstIndex(of: "ratio_excluded"))
  #expect(row[excluded] == "1", "the function without a ratio is counted")
}

@Test func terminalShowsEverySettingInColumnsForAwk() throws {
  let report = try report()
  let headline = report.headline()
  #expect(headline.hasPrefix("bowl-10, 40 updates\n  optimizer"))
  #expect(headline.contains("\nbowl-40, 40 updates\n"), "where nobody was meta-trained")
  #expect(!headline.contains("\u{A0}"))
  let table = headline.split(separator: "\n").filter { $0.hasPrefix("  bowl-") }
    .map { $0.split(separator: " ") }
  #expect(table.map(\.last) == ["lower", "higher"] && table.allSatisfy { $0.count == 8 })
  #expect(
    report.verdictLine(page: "r/report.md")
      == "verdict: lstm lower in 1, higher in 1 of 2 settings; "
      + "see r/report.md#what-held-up-and-what-did-not")
}

@Test func theFirstScreenHasTheVerdictAFigureAndTheClaims() throws {
  let page = try text("report.md", of: report())
  let head = page[..<(try #require(page.range(of: "\n## How to read the numbers\n")).lowerBound)]
  #expect(head.components(separatedBy: "![").count == 2, "one figure")
  #expect(head.contains("| updates | `lstm` | best rival | difference | ratio | verdict |"))
  #expect(head.count < 2500)
  #expect(!page.contains("](records/"), "links to records are in tables/records.csv")
}

@Test func everyLinkLeadsToAFileOfTheReportOrAHeading() throws {
  for report in [
    try report(), try Report(manifest: Networks.manifest(), records: Networks.records()),
  ] {
    let files = report.files()
    let paths = Set(files.map(\.path) + report.figures.map(\.path))
    for page in files where page.path.hasSuffix(".md") {
      let text = String(decoding: page.bytes, as: UTF8.self)
      let anchors = text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
        Markdown.anchor(String(line.drop { $0 == "#" }.dropFirst()))
      }
      for link in text.matches(of: /\]\(([^)]+)\)/).map({ String($0.1) }) {
        #expect(
          link.hasPrefix("#") ? anchors.contains(String(link.dropFirst())) : paths.contains(link))
      }
    }
  }
}

@Test func claimIsLostWhenTheLearnedOptimizerIsWorse() throws {
  let records = Fixture.records().map { record in
    guard case .evaluation(var result) = record.content, result.kind == .learned else {
      return record
    }
    result.finalLosses = result.finalLosses.map { $0.map { $0 * 10 } }
    var worse = record
    worse.content = .evaluation(result)
    return worse
  }
  let page = try text("report.md", of: Report(manifest: Fixture.manifest(), records: records))
  #expect(page.contains("`lstm` ends lower in 0 of 1 settings of its meta-training (higher in 1)"))
}

@Test func reportOfNothingSaysSo() throws {
  let page = try text("report.md", of: Report(manifest: Fixture.manifest(), records: []))
  #expect(page.contains("Incomplete: 21 of 21 cells"))
  #expect(page.contains("No evaluation has a record."))
}

@Test func recordsThatCannotBeReportedTogetherAreRefused() throws {
  func refusal(_ change: (inout [Record]) -> Void) throws -> String {
    var records = Fixture.records()
    change(&records)
    var manifest = Fixture.manifest()
    manifest.cells = records.map { .init(key: $0.key, label: $0.label, external: $0.external) }
    let error = #expect(throws: ReportError.self) {
      try Report(manifest: manifest, records: records)
    }
    return error?.description ?? ""
  }
  let label = "evaluate nag on bowl-10 at 40"
  let nag = try #require(Fixture.records().firstIndex { $0.label == label })
  #expect(try refusal { $0[nag].suite = "other" }.contains("suite 'other', expected 'synthetic'"))
  #expect(try refusal { $0[nag].formatVersion = 9 }.contains("format version 9"))
  #expect(try refusal { $0.append($0[nag]) }.contains("two records have the key"))
  #expect(
    try refusal { records in
      guard case .evaluation(var result) = records[nag].content else { return }
      result.finalLosses.removeLast()
      result.areas.removeLast()
      records[nag].content = .evaluation(result)
    }.contains("has 23 final losses, expected 24"))
  #expect(
    try refusal { records in
      records[nag].key = "another"
      records.append(Fixture.records()[nag])
    }.contains("second evaluation of meta-seed"))
}

private func text(_ path: String, of report: Report) throws -> String {
  let file = try #require(report.files().first { $0.path == path })
  return String(decoding: file.bytes, as: UTF8.self)
}
