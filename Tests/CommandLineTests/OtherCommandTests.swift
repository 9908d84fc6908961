import Foundation
import TestSupport
import Testing

@Suite struct ReportCommandTests {
  @Test func checkNoticesATamperedTableAndReportMendsIt() throws {
    let copy = try Fixture.shared.copy()
    let check = ["report", "reference", "--check"]
    #expect(try Tool.run(check, in: copy.path).exitCode == 0)
    let table = URL(fileURLWithPath: "\(copy.path)/reference/tables/final-loss.csv")
    var text = try String(contentsOf: table, encoding: .utf8)
    text += "one row too many\n"
    try Data(text.utf8).write(to: table)
    let tampered = try Tool.run(check, in: copy.path)
    #expect(tampered.exitCode == 1)
    #expect(
      tampered.errors
        == "reference/tables/final-loss.csv: differs from what the records give\n")
    #expect(try String(contentsOf: table, encoding: .utf8) == text, "check changes nothing")
    #expect(try Tool.run(["report", "reference"], in: copy.path).exitCode == 0)
    #expect(try Tool.run(check, in: copy.path).exitCode == 0)
  }

  @Test func checkNoticesAFileTheRecordsDoNotGive() throws {
    let copy = try Fixture.shared.copy()
    let stray = "tables/left-over.csv"
    try Data("a,b\n".utf8).write(to: URL(fileURLWithPath: "\(copy.path)/reference/\(stray)"))
    let outcome = try Tool.run(["report", "reference", "--check"], in: copy.path)
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains(stray))
  }

  @Test func folderWithoutResultsIsAFailure() throws {
    let folder = try TemporaryFolder()
    let outcome = try Tool.run(["report", folder.path], in: "/")
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains("\(folder.path): found no manifest.json"))
  }
}

@Suite struct InspectCommandTests {
  @Test func optimizerFileIsDescribed() throws {
    let file = "reference/optimizers/lstm-0.safetensors"
    let outcome = try Tool.run(["inspect", file], in: Fixture.shared.folder)
    #expect(outcome.exitCode == 0)
    for line in [
      "kind: coordinatewise-lstm", "preprocessing: log-and-sign", "p: 10.0", "suite: tiny",
      "weights: 5141",
    ] {
      #expect(outcome.output.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
    #expect(outcome.output.contains("lstm.0.weight_ih [80 x 2]: mean "))
    #expect(outcome.output.contains("readout.bias [1]: "))
  }

  @Test(arguments: ["", "garbage", "0123456789abcdef0123456789abcdef"])
  func anythingElseIsAFailureThatNamesTheFile(contents: String) throws {
    let folder = try TemporaryFolder()
    try Data(contents.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/x.safetensors"))
    for file in ["x.safetensors", "none.safetensors", "."] {
      let outcome = try Tool.run(["inspect", file], in: folder.path)
      #expect(outcome.exitCode == 1)
      #expect(outcome.errors.contains("\(file): "))
      #expect(outcome.output.isEmpty)
    }
  }
}

@Suite struct ListCommandTests {
  @Test func namesOfAllSortsAreListed() throws {
    let outcome = try Tool.run(["list"], in: "/")
    #expect(outcome.exitCode == 0)
    let lines = outcome.output.split(separator: "\n")
    for name in ["sgd", "adagrad", "coordinatewise-lstm", "coordinatewise-linear", "bfgs2"] {
      #expect(lines.contains("  \(name)"), "\(name)")
    }
    #expect(outcome.output.contains("quadratic-(uniform|gaussian)-"))
  }
}
