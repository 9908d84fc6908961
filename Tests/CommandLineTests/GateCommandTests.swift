import Foundation
import TestSupport
import Testing

func gate(
  _ reference: String, _ candidate: String, _ more: [String] = [], in folder: String
) throws -> Tool.Outcome {
  try Tool.run(["gate", "--reference", reference, "--candidate", candidate] + more, in: folder)
}

@Suite struct GateCommandTests {
  @Test(arguments: [
    ("reference", "reference", [], 0),
    ("reference", "reference", ["--exact"], 0),
    ("reference", "worse", [], 2),
    ("reference", "worse", ["--exact"], 2),
    ("worse", "reference", [], 0),
    ("reference", "nowhere", [], 3),
    ("reference", "nowhere", ["--exact"], 3),
    ("nowhere", "reference", [], 3),
  ])
  func exitCodeIsTheVerdict(
    reference: String, candidate: String, more: [String], expected: Int
  ) throws {
    let outcome = try gate(reference, candidate, more, in: Fixture.shared.folder)
    #expect(Int(outcome.exitCode) == expected, "\(outcome.output)\(outcome.errors)")
  }

  @Test func regressionNamesItsRows() throws {
    let outcome = try gate(
      "reference", "worse", ["--format", "json"], in: Fixture.shared.folder)
    #expect(outcome.exitCode == 2)
    struct Verdict: Decodable {
      struct Row: Decodable {
        let optimizer: String
        let outcome: String
      }
      let outcome: String
      let rows: [Row]
    }
    let verdict = try JSONDecoder().decode(Verdict.self, from: Data(outcome.output.utf8))
    #expect(verdict.outcome == "regression")
    let regressed = verdict.rows.filter { $0.outcome == "regression" }.map(\.optimizer)
    #expect(regressed == ["sgd", "nag"])
    #expect(verdict.rows.count == 5)
  }

  @Test(arguments: [("text", "regression"), ("markdown", "regression"), ("junit", "<failure")])
  func everyFormatSaysIt(format: String, word: String) throws {
    let outcome = try gate("reference", "worse", ["--format", format], in: Fixture.shared.folder)
    #expect(outcome.exitCode == 2)
    #expect(outcome.output.contains(word))
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: [[], ["--exact"]])
  func missingRecordIsIncomparable(more: [String]) throws {
    let copy = try Fixture.shared.copy()
    try FileManager.default.copyItem(
      atPath: "\(copy.path)/reference", toPath: "\(copy.path)/candidate")
    let records = "\(copy.path)/candidate/records"
    let names = try FileManager.default.contentsOfDirectory(atPath: records).sorted()
    let evaluation = try #require(names.first { $0.hasPrefix("evaluate-sgd") })
    try FileManager.default.removeItem(atPath: "\(records)/\(evaluation)")
    for (reference, candidate) in [("reference", "candidate"), ("candidate", "reference")] {
      let outcome = try gate(reference, candidate, more, in: copy.path)
      #expect(outcome.exitCode == 3)
      let text = more.isEmpty ? outcome.output : outcome.errors
      #expect(text.contains("evaluate sgd on quadratic-uniform-3 at 4"), "\(text)")
    }
  }

  @Test func damagedRecordIsIncomparable() throws {
    let copy = try Fixture.shared.copy()
    let records = "\(copy.path)/reference/records"
    let names = try FileManager.default.contentsOfDirectory(atPath: records).sorted()
    let evaluation = try #require(names.first { $0.hasPrefix("evaluate-sgd") })
    try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(records)/\(evaluation)"))
    let outcome = try gate("reference", "reference", in: copy.path)
    #expect(outcome.exitCode == 3)
    #expect(outcome.errors.contains(evaluation))
  }

  @Test func anotherSuiteIsIncomparable() throws {
    let copy = try Fixture.shared.copy()
    let renamed = TinySuite.edited("suite: tiny", "suite: other")
    try Data(renamed.utf8).write(to: URL(fileURLWithPath: "\(copy.path)/other.yaml"))
    let run = try Tool.run(["run", "other.yaml", "--results", "other"], in: copy.path)
    #expect(run.exitCode == 0)
    #expect(try gate("reference", "other", in: copy.path).exitCode == 3)
    #expect(try gate("reference", "other", ["--exact"], in: copy.path).exitCode == 3)
  }
}
