import Foundation
import Results
import TestSupport
import Testing

/// Everything that makes two results incomparable ends with exit code 3, in both directions.
@Suite struct GateMismatchTests {
  @Test(arguments: [
    ("optimizers: [sgd, nag]", "optimizers: [sgd, nag, adam]", "no such row"),
    ("metaSeeds: 2", "metaSeeds: 3", "meta-seeds: [0, 1"),
    ("horizons: [4]\n    functions: 16", "horizons: [4]\n    functions: 12", "functions: 1"),
    ("horizons: [4]", "horizons: [4, 8]", "at 8"),
    (
      "optimizees: [quadratic-uniform-3]", "optimizees: [quadratic-uniform-2]",
      "quadratic-uniform-2"
    ),
    ("minimisers: [bfgs2]\n", "", "bfgs2"),
  ])
  func otherRowsAreIncomparable(old: String, new: String, reason: String) throws {
    let copy = try Fixture.shared.copy()
    try write(TinySuite.edited(old, new), to: copy.path)
    let run = try Tool.run(["run", "tiny.yaml", "--results", "candidate"], in: copy.path)
    #expect(run.exitCode == 0, "\(run.errors)")
    for sides in [("reference", "candidate"), ("candidate", "reference")] {
      let outcome = try gate(sides.0, sides.1, in: copy.path)
      #expect(outcome.exitCode == 3)
      #expect(outcome.output.contains("incomparable: "))
      #expect(outcome.output.contains(reason), "\(outcome.output)")
    }
  }

  @Test func lossThatIsNoLongerFiniteIsIncomparable() throws {
    let copy = try Fixture.shared.copy()
    try FileManager.default.copyItem(
      atPath: "\(copy.path)/reference", toPath: "\(copy.path)/candidate")
    try editEvaluation("evaluate-sgd", in: "\(copy.path)/candidate") { evaluation in
      evaluation.finalLosses[0] = nil
      evaluation.areas[0] = nil
      evaluation.divergences = [.init(function: 0, firstBadStep: 1)]
    }
    let outcome = try gate("reference", "candidate", in: copy.path)
    #expect(outcome.exitCode == 3, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("1 final losses are absent or not finite"))
    // The other way round a divergence was mended; the function has no ratio and is left out.
    let mended = try gate("candidate", "reference", in: copy.path)
    #expect(mended.exitCode == 0, "\(mended.output)")
    #expect(mended.output.contains("1 within the margin"))
  }

  @Test(arguments: ["reference", "candidate"])
  func damagedManifestIsIncomparable(side: String) throws {
    let copy = try Fixture.shared.copy()
    try FileManager.default.copyItem(
      atPath: "\(copy.path)/reference", toPath: "\(copy.path)/candidate")
    let manifest = URL(fileURLWithPath: "\(copy.path)/\(side)/manifest.json")
    let text = try String(contentsOf: manifest, encoding: .utf8)
    try Data(text.replacing("\"seed\":9", with: "\"seed\":8").utf8).write(to: manifest)
    for more in [[], ["--exact"]] {
      let outcome = try gate("reference", "candidate", more, in: copy.path)
      #expect(outcome.exitCode == 3)
      #expect(outcome.output.contains("manifest.json"))
    }
  }

  @Test(arguments: ["text", "markdown", "json", "junit"])
  func aMissingRecordIsNamedInEveryFormat(format: String) throws {
    let copy = try Fixture.shared.copy()
    try FileManager.default.copyItem(
      atPath: "\(copy.path)/reference", toPath: "\(copy.path)/candidate")
    let records = "\(copy.path)/candidate/records"
    let names = try FileManager.default.contentsOfDirectory(atPath: records)
    let name = try #require(names.first { $0.hasPrefix("evaluate-sgd") })
    try FileManager.default.removeItem(atPath: "\(records)/\(name)")
    let outcome = try gate("reference", "candidate", ["--format", format], in: copy.path)
    #expect(outcome.exitCode == 3)
    #expect(outcome.output.contains("candidate: no record of "), "\(outcome.output)")
    #expect(try gate("reference", "candidate", ["--exact"], in: copy.path).exitCode == 3)
  }

  @Test func recordOfAnotherFormatVersionIsIncomparable() throws {
    let copy = try Fixture.shared.copy()
    try FileManager.default.copyItem(
      atPath: "\(copy.path)/reference", toPath: "\(copy.path)/candidate")
    try editObject("evaluate-sgd", in: "\(copy.path)/candidate") { $0["formatVersion"] = 2 }
    let outcome = try gate("reference", "candidate", in: copy.path)
    #expect(outcome.exitCode == 3)
    #expect(outcome.output.contains("formatVersion"))
  }

  @Test func everyRowSaysWhatWasComparedTheEffectTheIntervalAndTheMargin() throws {
    let outcome = try gate("reference", "worse", ["--verbose"], in: Fixture.shared.folder)
    let rows = outcome.output.split(separator: "\n").filter { $0.contains(" on quadratic-") }
    #expect(rows.count == 5)
    for row in rows {
      #expect(row.contains("ratio ") && row.contains("margin 1.0"), "\(row)")
      #expect(row.contains("functions"), "\(row)")
      let told = ["[", "by tolerance", "equal final losses"].contains { row.contains($0) }
      #expect(told, "\(row)")
    }
  }
}

/// Changes the evaluation inside a record whose file name begins with `prefix`.
private func editEvaluation(
  _ prefix: String, in folder: String, _ change: (inout EvaluationResult) -> Void
) throws {
  let url = try record(prefix, in: folder)
  var record = try Record(decoding: Array(Data(contentsOf: url)), file: url.path)
  guard case .evaluation(var evaluation) = record.content else {
    Issue.record("\(prefix) is no evaluation")
    return
  }
  change(&evaluation)
  record.content = .evaluation(evaluation)
  try Data(record.encoded()).write(to: url)
}

private func record(_ prefix: String, in folder: String) throws -> URL {
  let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/records").sorted()
  let name = try #require(names.first { $0.hasPrefix(prefix) })
  return URL(fileURLWithPath: "\(folder)/records/\(name)")
}

/// Changes a record's JSON and gives it the checksum that belongs to it.
private func editObject(
  _ prefix: String, in folder: String, _ change: (inout [String: Any]) -> Void
) throws {
  let url = try record(prefix, in: folder)
  let parsed = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
  var object = try #require(parsed as? [String: Any])
  object["checksum"] = nil
  change(&object)
  let body = try JSONSerialization.data(
    withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
  let text = String(decoding: body, as: UTF8.self)
  let line = "{\"checksum\":\"\(try sha256(of: body))\"," + text.dropFirst() + "\n"
  try Data(line.utf8).write(to: url)
}

/// By coreutils, so that the tool's own digests are not what checks them.
private func sha256(of data: Data) throws -> String {
  let process = Process()
  let (input, output) = (Pipe(), Pipe())
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["sha256sum"]
  process.standardInput = input
  process.standardOutput = output
  try process.run()
  input.fileHandleForWriting.write(data)
  try input.fileHandleForWriting.close()
  let text = String(
    decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return String(text.prefix(64))
}
