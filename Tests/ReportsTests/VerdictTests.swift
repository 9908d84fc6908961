import Foundation
import Results
import Testing

@testable import Reports

/// The rows of a table, each by the names of its columns.
private func table(_ name: String, of report: Report) throws -> [[String: String]] {
  let file = try #require(report.files().first { $0.path == "tables/\(name).csv" })
  let lines = CSV.fields(of: String(decoding: file.bytes, as: UTF8.self))
  let header = try #require(lines.first)
  return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
}

private let marks = [
  "✓": "lower", "✗": "higher", "~": "undecided", "!": "diverged", "?": "untested",
]

/// Reports that together have every verdict, made once.
private let made = Result { try makeReports() }

private func reports() throws -> [Report] { try made.get() }

private func makeReports() throws -> [Report] {
  func changed(_ change: (inout EvaluationResult) -> Void) throws -> Report {
    let records = Networks.records().map { record in
      guard case .evaluation(var result) = record.content else { return record }
      change(&result)
      var changed = record
      changed.content = .evaluation(result)
      return changed
    }
    return try Report(manifest: Networks.manifest(), records: records)
  }
  return [
    try Report(manifest: Fixture.manifest(), records: Fixture.records()), try changed { _ in },
    // Equal losses of both: nothing can be decided.
    try changed { result in
      result.finalLosses = result.finalLosses.indices.map { 0.1 + Float($0) / 100 }
      result.divergences = []
    },
    // Five functions.
    try changed { result in
      result.finalLosses = Array(result.finalLosses.suffix(5))
      result.areas = Array(result.areas.suffix(5))
      result.heldOut = nil
      result.divergences = []
    },
  ]
}

@Test func everyMarkAndWordOfAPageIsTheVerdictOfTheTable() throws {
  var seen: Set<String> = []
  for report in try reports() {
    let verdicts = try table("verdicts", of: report)
    seen.formUnion(verdicts.compactMap { $0["verdict"] })
    let page = try #require(report.files().first { $0.path == "report.md" })
    let text = String(decoding: page.bytes, as: UTF8.self)
    func verdict(_ optimizer: String, _ optimizee: String, _ horizon: String) throws -> String {
      let rows = verdicts.filter {
        $0["optimizer"] == optimizer && $0["optimizee"] == optimizee && $0["horizon"] == horizon
      }
      #expect(rows.count == 1, "one verdict a cell")
      return try #require(rows.first?["verdict"])
    }
    var checked = 0
    for row in text.matches(of: /\n\| `([^`]+)` \| (\d+) \| `[^\n]*<br>(.) × [^\n]*/) {
      #expect(try marks[String(row.3)] == verdict("lstm", String(row.1), String(row.2)))
      checked += 1
    }
    #expect(checked == verdicts.count, "every cell is in the matrix")
    for section in text.components(separatedBy: "\n## ").dropFirst() {
      guard let horizon = section.firstMatch(of: /\n### (\d+) updates\n/)?.1,
        let row = section.firstMatch(of: /\n\| `lstm` \|[^|]*\|[^|]*\| (.)\u{A0}/)
      else { continue }
      let optimizee = String(section.prefix { $0 != "\n" })
      #expect(try marks[String(row.1)] == verdict("lstm", optimizee, String(horizon)))
      checked += 1
    }
    #expect(checked == 2 * verdicts.count, "every cell is in a table of its optimizee")
    for claim in verdicts where claim["claim"] == "yes" {
      let words = try #require(claim["verdict"])
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("| 40 | ") })
      #expect(line.hasSuffix("| \(words == "untested" ? "untested, 5 functions" : words) |"))
    }
    for (claims, place) in [("yes", "on the optimizee it was"), ("no", "on optimizees it was not")]
    {
      let own = verdicts.filter { $0["claim"] == claims }.compactMap { $0["verdict"] }
      let line = try #require(
        text.split(separator: "\n").first { $0.contains("- `lstm` \(place)") })
      for word in Set(own) {
        let count = own.count { $0 == word }
        #expect(line.contains(own.count == 1 ? ": \(word), " : "\(word) in \(count)"))
      }
    }
    let lines = report.headline().split(separator: "\n").suffix(verdicts.count)
    let shown: [String?] = lines.map { line in line.split(separator: " ").last.map(String.init) }
    #expect(shown == verdicts.map { $0["verdict"] })
  }
  #expect(seen == Set(Verdict.allCases.map(\.rawValue)))
}

@Test func claimsAreAdjustedByHolmAndOthersByBenjaminiAndHochberg() throws {
  for report in try reports() {
    let verdicts = try table("verdicts", of: report)
    let losses = try table("final-loss", of: report)
    func pValue(_ row: [String: String], _ column: String) throws -> Double {
      let same = losses.first {
        $0["optimizee"] == row["optimizee"] && $0["horizon"] == row["horizon"]
          && $0["optimizer"] == row["optimizer"]
      }
      return try #require(Double(same?[column] ?? ""))
    }
    for row in verdicts where row["verdict"] != "untested" {
      let own = try pValue(row, "p_value")
      let family = verdicts.filter { $0["claim"] == row["claim"] && $0["verdict"] != "untested" }
      let all = try family.map { try pValue($0, "p_value") }.sorted()
      let adjusted =
        row["claim"] == "yes"
        ? all.enumerated().filter { $0.element <= own }
          .map { min(1, $0.element * Double(all.count - $0.offset)) }.max()
        : all.enumerated().filter { $0.element >= own }
          .map { min(1, $0.element * Double(all.count) / Double($0.offset + 1)) }.min()
      let stated = try #require(Double(row["p_adjusted"] ?? ""))
      #expect(abs(stated - (adjusted ?? -1)) <= 1e-4 * stated)
      #expect(try pValue(row, "p_adjusted") == stated, "one p a cell")
    }
    for row in verdicts where row["verdict"] == "untested" { #expect(row["p_adjusted"] == "") }
  }
}

@Test func verdictsHaveTheAgreedColumns() throws {
  let file = try #require(
    try reports()[0].files().first { $0.path == "tables/verdicts.csv" })
  #expect(
    String(decoding: file.bytes, as: UTF8.self).hasPrefix(
      "optimizee,horizon,optimizer,rival,verdict,ratio,ratio_low,ratio_high,p_adjusted,claim\n"
        + "bowl-10,40,lstm,nag,lower,"))
}

@Test func oneMetaSeedShowsTheShapeOnly() throws {
  let records = Fixture.records().filter {
    guard case .evaluation(let result) = $0.content else { return true }
    return (result.metaSeed ?? 0) == 0
  }
  let report = try Report(manifest: Fixture.manifest(), records: records)
  let page = String(decoding: report.files()[0].bytes, as: UTF8.self)
  #expect(
    page.hasPrefix(
      "# synthetic\n\n**One meta-seed: this suite shows the shape of a result and tests nothing.**")
  )
  #expect(try table("verdicts", of: report).allSatisfy { $0["verdict"] == "untested" })
}

@Test func oneValueHasNoInterval() throws {
  let records = Fixture.records().map { record in
    guard case .evaluation(var result) = record.content else { return record }
    result.finalLosses = Array(result.finalLosses.prefix(1))
    result.areas = Array(result.areas.prefix(1))
    result.divergences = []
    var single = record
    single.content = .evaluation(result)
    return single
  }.filter {
    guard case .evaluation(let result) = $0.content else { return true }
    return (result.metaSeed ?? 0) == 0
  }
  let report = try Report(manifest: Fixture.manifest(), records: records)
  for row in try table("final-loss", of: report) {
    #expect(row["mean"] != "" && row["mean_low"] == "" && row["ratio_low"] == "")
  }
  let page = String(decoding: report.files()[0].bytes, as: UTF8.self)
  #expect(page.contains("| 40 | ") && !page.contains("nan"))
}
