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
    ("reference", "worse", ["--allow-undecided"], 2),
    ("worse", "reference", [], 0),
    ("reference", "nowhere", [], 3),
    ("reference", "nowhere", ["--exact"], 3),
    ("nowhere", "reference", [], 3),
  ])
  func exitCodeIsTheOutcome(
    reference: String, candidate: String, more: [String], expected: Int
  ) throws {
    let outcome = try gate(reference, candidate, more, in: Fixture.shared.folder)
    #expect(Int(outcome.exitCode) == expected, "\(outcome.output)\(outcome.errors)")
  }

  @Test func regressionNamesItsRows() throws {
    let outcome = try gate(
      "reference", "worse", ["--format", "json"], in: Fixture.shared.folder)
    #expect(outcome.exitCode == 2)
    struct Comparison: Decodable {
      struct Row: Decodable {
        let optimizer: String
        let outcome: String
      }
      let outcome: String
      let rows: [Row]
    }
    let comparison = try JSONDecoder().decode(Comparison.self, from: Data(outcome.output.utf8))
    #expect(comparison.outcome == "regression")
    let regressed = comparison.rows.prefix { $0.outcome == "regression" }.map(\.optimizer)
    #expect(Set(regressed) == ["sgd", "nag"])
    #expect(comparison.rows.count == 5)
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
      #expect(outcome.output.contains("evaluate sgd on quadratic-uniform-3 at 4"))
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
    #expect(outcome.output.contains(evaluation))
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

  /// An empty JUnit file or step summary tells its reader nothing.
  @Test(arguments: ["text", "markdown", "json", "junit"], [[], ["--exact"]])
  func aFolderThatIsNotThereIsADocumentInEveryFormat(format: String, more: [String]) throws {
    let outcome = try gate(
      "reference", "nowhere", ["--format", format] + more, in: Fixture.shared.folder)
    #expect(outcome.exitCode == 3)
    #expect(outcome.output.contains("nowhere"), "\(outcome.output)")
    let data = Data(outcome.output.utf8)
    switch format {
    case "json": #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: data) }
    case "junit": #expect(outcome.output.contains("errors=\"1\""))
    default: #expect(outcome.output.contains("incomparable"))
    }
  }

  @Test func anOptimizerThatWasAddedPassesWhenAllowed() throws {
    let copy = try Fixture.shared.copy()
    let more = TinySuite.edited("optimizers: [sgd, nag]", "optimizers: [sgd, nag, adam]")
    try write(more, to: copy.path)
    let run = try Tool.run(["run", "tiny.yaml", "--results", "candidate"], in: copy.path)
    #expect(run.exitCode == 0, "\(run.errors)")
    for layer in [[], ["--exact"]] {
      #expect(try gate("reference", "candidate", layer, in: copy.path).exitCode == 3)
      let allowed = try gate(
        "reference", "candidate", layer + ["--allow-new-rows"], in: copy.path)
      #expect(allowed.exitCode == 0, "\(allowed.output)")
      #expect(allowed.output.contains("  note: new: "))
      let missing = try gate(
        "candidate", "reference", layer + ["--allow-new-rows"], in: copy.path)
      #expect(missing.exitCode == 3)
    }
  }

  @Test func anotherSuiteSeedIsIncomparableInOneLine() throws {
    let copy = try Fixture.shared.copy()
    try write(TinySuite.edited("seed: 9", "seed: 8"), to: copy.path)
    let run = try Tool.run(["run", "tiny.yaml", "--results", "candidate"], in: copy.path)
    #expect(run.exitCode == 0, "\(run.errors)")
    for layer in [[], ["--exact"]] {
      let outcome = try gate("reference", "candidate", layer, in: copy.path)
      #expect(outcome.exitCode == 3)
      #expect(
        outcome.output == """
          gate tiny: incomparable
            incomparable: the candidate has suite seed 8, the reference 9: other functions

          """)
    }
  }

  @Test func exactlyNamesTheFirstCellsThatDiffer() throws {
    let outcome = try gate("reference", "worse", ["--exact"], in: Fixture.shared.folder)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("gate tiny: regression ("))
    #expect(lines.contains("  other settings: tune sgd on quadratic-uniform-3 at 4"), "\(lines)")
  }
}
