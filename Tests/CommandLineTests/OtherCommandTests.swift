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

  @Test func checkNoticesFilesOfNoRunAndLeavesThoseOfOneUnderWay() throws {
    let copy = try Fixture.shared.copy()
    let strays = [
      "notes.txt", "optimizers/old-0.safetensors", "records/old.json",
      "reference/manifest.json", "tables/left-over.csv",
    ]
    for path in strays + [
      ".workers/a.card", "checkpoints/cell.json", "records/x.json.host-1.partial",
    ] {
      let file = URL(fileURLWithPath: "\(copy.path)/reference/\(path)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: file)
    }
    let outcome = try Tool.run(["report", "reference", "--check"], in: copy.path)
    #expect(outcome.exitCode == 1)
    let flaw = "found a file that no run of the suite leaves here"
    #expect(outcome.errors == strays.map { "reference/\($0): \(flaw)\n" }.joined())
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
      "kind: coordinatewise-lstm", "preprocessing: log-and-sign", "p: 10", "suite: tiny",
      "weights: 5141",
    ] {
      #expect(outcome.output.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
    #expect(outcome.output.contains("\ntensors: lstm.0.weight_ih [80 x 2], "))
    #expect(outcome.output.contains("meta-trained on quadratic-uniform-3, meta learning rate "))
    #expect(outcome.output.contains("\nquadratic-uniform-3        4 "), "its evaluation")
  }

  @Test func diagnosisTellsOfWindowsAndMetaTraining() throws {
    let output = try TemporaryFolder()
    let outcome = try Tool.run(
      [
        "inspect", "reference/optimizers/lstm-0.safetensors", "--optimizee", "quadratic-uniform-3",
        "--horizon", "4", "--unroll-length", "2", "--output", output.path,
      ], in: Fixture.shared.folder)
    #expect(outcome.exitCode == 0)
    for part in [
      "weights: 5141", "meta-training of lstm on quadratic-uniform-3, meta-seed 0", " best\n",
      "skipped windows: 0", "quadratic-uniform-3, suite seed 0: 3 parameters, 4 updates",
      "metaGradient  update/gradient", "i0", "o1", "\n    0-2 ", "\n    2-4 ",
    ] {
      #expect(outcome.output.contains(part), "\(part)")
    }
    let data = try String(contentsOfFile: "\(output.path)/proposed-updates.csv", encoding: .utf8)
    let header = try #require(data.split(separator: "\n").first)
    #expect(header.hasPrefix("updates,gradient,\"lstm\",\"sgd "))
    #expect(header.hasSuffix("\"adam 0.010, not tuned\""))
    #expect(header.contains(", tuned at 4\""))
    #expect(FileManager.default.fileExists(atPath: "\(output.path)/proposed-updates.gp"))
  }

  @Test(arguments: [
    (["--horizon", "4"], "--horizon: found no --optimizee"),
    (["--optimizee", "nonsense"], "--optimizee: found 'nonsense'"),
    (["--optimizee", "quadratic-unifrom-3"], "did you mean quadratic-uniform-3?"),
    (["--optimizee", "quadratic-uniform-3", "--horizon", "30"], "--unroll-length: found 20"),
    (["--optimizee", "quadratic-uniform-3", "--horizon", "0"], "--horizon: found 0"),
  ])
  func badOptionsAreUsageErrors(options: [String], message: String) throws {
    let file = "reference/optimizers/lstm-0.safetensors"
    let outcome = try Tool.run(["inspect", file] + options, in: Fixture.shared.folder)
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains(message))
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.contains("SUBCOMMANDS"), "the usage of the whole program")
  }

  @Test func optimizerFileAloneHasNoHistory() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: "\(Fixture.shared.folder)/reference/optimizers/linear-0.safetensors",
      toPath: "\(folder.path)/linear-0.safetensors")
    let outcome = try Tool.run(
      [
        "inspect", "linear-0.safetensors", "--optimizee", "quadratic-uniform-3", "--horizon", "4",
        "--unroll-length", "4",
      ], in: folder.path)
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("meta-training: found no record of it"))
    #expect(!outcome.output.contains("saturated gates"))
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
      #expect(lines.contains { $0.hasPrefix("  \(name)  ") }, "\(name) with a phrase")
    }
    #expect(outcome.output.contains("quadratic-(uniform|gaussian)-"))
    #expect(outcome.output.contains("for example quadratic-uniform-10, "))
    #expect(outcome.output.contains("\n    mnist: all 60,000 training images of MNIST in"))
    #expect(outcome.output.contains("sigma 0.01 with one hidden layer and 0.04 with more"))
  }
}
