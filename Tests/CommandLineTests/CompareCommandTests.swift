import TestSupport
import Testing

@Suite struct CompareCommandTests {
  @Test func foldersOfOneSuiteStandSideBySide() throws {
    let outcome = try Tool.run(["compare", "reference", "worse"], in: Fixture.shared.folder)
    #expect(outcome.exitCode == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines.contains { $0.hasPrefix("Functions: reference ") && $0.contains("One suite seed") })
    #expect(lines.contains { $0.hasPrefix("nag ") && $0.contains("  worse  ") })
  }

  @Test func aFolderAloneOrTwiceIsAUsageError() throws {
    for folders in [["reference"], ["reference", "reference"]] {
      let outcome = try Tool.run(["compare"] + folders, in: Fixture.shared.folder)
      #expect(outcome.exitCode == 64)
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func aFolderWithoutResultsIsAFailure() throws {
    let outcome = try Tool.run(["compare", "reference", "none"], in: Fixture.shared.folder)
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains("none: found no manifest.json"))
  }

  @Test func resultsWithNothingInCommonAreIncomparable() throws {
    let copy = try Fixture.shared.copy()
    let other = TinySuite.edited("horizons: [4]", "horizons: [6]")
    try write(other, to: copy.path)
    _ = try Tool.run(["run", "tiny.yaml", "--results", "other"], in: copy.path)
    let outcome = try Tool.run(["compare", "reference", "other"], in: copy.path)
    #expect(outcome.exitCode == 3)
    #expect(outcome.errors.contains("found no optimizee and horizon that two of the folders have"))
  }
}

@Suite struct CommandNameTests {
  @Test(arguments: [
    (["rnu", "suites/smoke.yaml"], "found 'rnu', expected a command: run, ", "did you mean run?"),
    (["help", "reprot"], "found 'reprot', expected a command: run, ", "did you mean report?"),
    (
      ["data", "ftech", "mnist"], "found 'ftech', expected a command: fetch, check",
      "did you mean fetch?"
    ),
  ])
  func aMisspeltCommandIsSuggested(arguments: [String], found: String, meant: String) throws {
    let outcome = try Tool.run(arguments, in: "/")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains(found))
    #expect(outcome.errors.contains(meant))
  }

  @Test func everyHelpTextFitsEightyColumnsAndHasAnExample() throws {
    let overview = try Tool.run(["help"], in: "/").output
    #expect(overview.contains("compare"))
    for command in ["run", "report", "gate", "compare", "inspect", "benchmark", "data", "list"] {
      let help = try Tool.run(["help", command], in: "/").output
      #expect(help.contains("Example:\n  l2l \(command)"), "\(command)")
      for line in help.split(separator: "\n") where !line.hasPrefix("USAGE:") {
        #expect(line.count <= 80, "\(command): \(line)")
      }
    }
  }
}
