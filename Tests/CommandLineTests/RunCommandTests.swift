import Foundation
import TestSupport
import Testing

private func digest(_ outcome: Tool.Outcome) throws -> String {
  let match = try #require(outcome.lastLine.wholeMatch(of: /digest sha256:([0-9a-f]{64})/))
  return String(match.1)
}

/// Waits until `condition` holds; false after a minute.
private func wait(until condition: () -> Bool) -> Bool {
  for _ in 0..<60_000 {
    if condition() { return true }
    usleep(1000)
  }
  return false
}

private func records(in folder: String) -> Int {
  let names = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/records")
  return names?.count { $0.hasSuffix(".json") } ?? 0
}

/// A suite whose first meta-training run would take minutes.
let endlessSuite = TinySuite.edited("epochs: 1\n", "epochs: 200000\n")

@Suite struct RunCommandTests {
  @Test func runEndsWithTheTableAndTheDigest() throws {
    let fixture = try Fixture.shared
    #expect(fixture.first.exitCode == 0)
    _ = try digest(fixture.first)
    #expect(fixture.first.output.contains("report: reference/report.md"))
    #expect(fixture.first.output.contains("lstm"))
    #expect(fixture.first.errors == "13 cells, 0 of them finished before\n")
    let again = try Tool.run(
      ["run", Fixture.suite, "--results", Fixture.reference], in: fixture.folder)
    #expect(again.errors == "13 cells, 13 of them finished before\n")
    #expect(again.lastLine == fixture.first.lastLine)
  }

  @Test func resultsGoToTheRunsFolderUnlessTold() throws {
    let folder = try TemporaryFolder()
    try write(TinySuite.yaml, to: folder.path)
    let outcome = try Tool.run(["run", "tiny.yaml", "--quiet", "--threads", "3"], in: folder.path)
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output == "\(outcome.lastLine)\n", "nothing but the digest when quiet")
    #expect(records(in: "\(folder.path)/runs/tiny") == TinySuite.cells)
    #expect(try digest(outcome) == digest(Fixture.shared.first))
  }

  @Test func missingDataIsSaidBeforeAnythingRuns() throws {
    let folder = try TemporaryFolder()
    try write(
      TinySuite.edited("optimizees: [quadratic-uniform-3]", "optimizees: [mnist-mlp-1]"),
      to: folder.path)
    let outcome = try Tool.run(["run", "tiny.yaml", "--data", "nowhere"], in: folder.path)
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains("evaluations[0].optimizees[0]: found mnist-mlp-1, which"))
    #expect(outcome.errors.contains("nowhere/mnist/train-images-idx3-ubyte: cannot be read"))
    #expect(outcome.errors.contains("`l2l data fetch mnist` brings it"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["tiny.yaml"])
  }

  @Test func verboseNamesEveryCell() throws {
    let folder = try TemporaryFolder()
    try write(TinySuite.yaml, to: folder.path)
    let outcome = try Tool.run(["run", "tiny.yaml", "--verbose"], in: folder.path)
    #expect(outcome.errors.contains("began tune sgd on quadratic-uniform-3 at 4\n"))
    #expect(outcome.errors.contains("[13/13] "))
    #expect(outcome.errors.split(separator: "\n").count == 1 + 2 * TinySuite.cells)
  }

  @Test func committedReferenceIsComparedWith() throws {
    let folder = try Fixture.shared.copy()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/results", withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: "\(folder.path)/reference", toPath: "\(folder.path)/results/tiny")
    try write(TinySuite.yaml, to: folder.path)
    let same = try Tool.run(["run", "tiny.yaml"], in: folder.path)
    #expect(same.output.contains("the committed bits of results/tiny were reproduced"))
    try write(TinySuite.edited("seed: 9", "seed: 10"), to: folder.path)
    let other = try Tool.run(["run", "tiny.yaml"], in: folder.path)
    #expect(other.output.contains("results/tiny has other bits"))
    #expect(other.exitCode == 0)
    let records = "\(folder.path)/results/tiny/records"
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: records).first)
    try FileManager.default.removeItem(atPath: "\(records)/\(name)")
    let incomplete = try Tool.run(["run", "tiny.yaml"], in: folder.path)
    #expect(incomplete.output.contains("reference: results/tiny cannot be compared: "))
    #expect(incomplete.exitCode == 0)
    #expect(incomplete.lastLine == other.lastLine)
  }

  @Test func aPartOfASuiteEndsWithoutADigest() throws {
    let folder = try TemporaryFolder()
    try write(TinySuite.yaml, to: folder.path)
    let part = try Tool.run(["run", "tiny.yaml", "--only", "sgd", "n?g"], in: folder.path)
    #expect(part.exitCode == 0)
    #expect(part.output.contains("9 of the suite's cells are left; without --only they are run"))
    #expect(!part.output.contains("digest"))
    #expect(records(in: "\(folder.path)/runs/tiny") == 4)
    let none = try Tool.run(["run", "tiny.yaml", "--only", "adamw"], in: folder.path)
    #expect(none.exitCode == 1)
    #expect(none.errors.contains("--only: found no cell of tiny for 'adamw', expected"))
  }

  @Test func planTellsOfEveryCellAndLeavesNothing() throws {
    let folder = try TemporaryFolder()
    try write(TinySuite.yaml, to: folder.path)
    let outcome = try Tool.run(["plan", "tiny.yaml", "--threads", "2"], in: folder.path)
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("  tune sgd on quadratic-uniform-3 at 4\n"))
    #expect(outcome.output.contains("\n13 cells, 0 of them finished in runs/tiny\nabout "))
    #expect(outcome.output.contains(" on 2 threads; memory of a cell: at least "))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["tiny.yaml"])
  }

  @Test func anotherSuiteOfTheSameNameLeavesTheFirstOnesRecords() throws {
    let folder = try Fixture.shared.copy()
    try write(TinySuite.edited("seed: 9", "seed: 10"), to: folder.path)
    let arguments = ["run", "tiny.yaml", "--results", "reference"]
    let other = try Tool.run(arguments, in: folder.path)
    #expect(records(in: "\(folder.path)/reference") == 2 * TinySuite.cells)
    #expect(other.output.contains("files that the suite does not speak of (optimizers/"))
    try write(TinySuite.yaml, to: folder.path)
    let first = try Tool.run(arguments, in: folder.path)
    #expect(first.errors == "13 cells, 13 of them finished before\n")
    #expect(first.lastLine == (try Fixture.shared.first.lastLine))
    let pruned = try Tool.run(arguments + ["--prune", "--quiet"], in: folder.path)
    #expect(pruned.errors.contains("removed reference/records/"))
    #expect(records(in: "\(folder.path)/reference") == TinySuite.cells)
  }

  @Test(arguments: [
    (["run"], "suite"), (["run", "tiny.yaml", "--threads", "0"], "--threads"),
    (["run", "tiny.yaml", "--quiet", "--verbose"], "--verbose"),
    (["run", "tiny.yaml", "--thread", "2"], "--thread"), (["train"], "train"),
    (["gate", "--reference", "a"], "--candidate"),
    (["gate", "--reference", "a", "--candidate", "b", "--format", "xml"], "xml"),
  ])
  func wrongUsageExitsWith64(arguments: [String], named: String) throws {
    let outcome = try Tool.run(arguments, in: "/")
    #expect(outcome.exitCode == 64)
    #expect(outcome.errors.contains(named))
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [
    ("seed: 9", "sed: 9", "tiny.yaml:3:1: "), ("seed: 9", "seed: -1", "tiny.yaml:3:7: seed:"),
    ("metaSeeds: 2", "metaSeeds: two", "tiny.yaml:27:16: learned[1].metaSeeds:"),
    ("optimizers: [sgd, nag]", "optimizers: [sgd, lbfgs]", "tiny.yaml:46:21: "),
    ("unrollLength: 2", "unrollLength: 3", "tiny.yaml:20:21: learned[0].estimator.unrollLength:"),
    ("outputScale: 0.1", "outputScale: 0", "tiny.yaml:11:20: learned[0].rule.outputScale:"),
  ])
  func badSuiteExitsWith1AndThePlace(old: String, new: String, place: String) throws {
    let folder = try TemporaryFolder()
    try write(TinySuite.edited(old, new), to: folder.path)
    let outcome = try Tool.run(["run", "tiny.yaml"], in: folder.path)
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains(place), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/runs"))
  }

  @Test func missingSuiteAndForeignFolderAreFailures() throws {
    let fixture = try Fixture.shared
    let missing = try Tool.run(["run", "none.yaml"], in: fixture.folder)
    #expect(missing.exitCode == 1)
    #expect(missing.errors.contains("none.yaml: no such file"))
    let copy = try fixture.copy()
    let renamed = TinySuite.edited("suite: tiny", "suite: other")
    try Data(renamed.utf8).write(to: URL(fileURLWithPath: "\(copy.path)/other.yaml"))
    let foreign = try Tool.run(["run", "other.yaml", "--results", "reference"], in: copy.path)
    #expect(foreign.exitCode == 1)
    #expect(foreign.errors.contains("found results of the suite tiny, expected other"))
  }
}

@Suite struct InterruptionTests {
  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsARunWithALineThatGoesOn(signal: Int32) throws {
    let folder = try TemporaryFolder()
    try write(endlessSuite, to: folder.path)
    let arguments = ["run", "tiny.yaml", "--results", "r/a dir", "--threads", "1"]
    let run = try Tool(arguments, in: folder.path)
    let manifest = "\(folder.path)/r/a dir/manifest.json"
    #expect(wait { FileManager.default.fileExists(atPath: manifest) })
    run.send(signal)
    let outcome = run.outcome()
    #expect(outcome.exitCode == 128 + signal)
    let line = "run tiny.yaml --results 'r/a dir' --threads 1\n"
    #expect(outcome.errors.hasSuffix("Continue with: \(try Tool.url.path) \(line)"))
    #expect(outcome.output.isEmpty)
  }

  @Test func aRunTakesOverWhatAKilledOneLeft() throws {
    let folder = try TemporaryFolder()
    try write(TinySuite.yaml, to: folder.path)
    let arguments = ["run", "tiny.yaml", "--results", "r", "--threads", "1"]
    let runs = try (0..<3).map { _ in try Tool(arguments, in: folder.path) }
    #expect(wait { records(in: "\(folder.path)/r") >= 2 })
    runs[0].send(SIGKILL)
    _ = runs[0].outcome()
    for run in runs.dropFirst() {
      let outcome = run.outcome()
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      #expect(try digest(outcome) == digest(Fixture.shared.first))
    }
    let resumed = try timeless("\(folder.path)/r")
    #expect(try resumed == timeless("\(Fixture.shared.folder)/reference"))
  }

  @Test func anotherVersionOfTheSuiteIsKeptOutWhileOneIsAtWork() throws {
    let folder = try TemporaryFolder()
    try write(endlessSuite, to: folder.path)
    let run = try Tool(["run", "tiny.yaml", "--results", "r"], in: folder.path)
    let manifest = "\(folder.path)/r/manifest.json"
    #expect(wait { FileManager.default.fileExists(atPath: manifest) })
    try write(TinySuite.yaml, to: folder.path)
    let other = try Tool.run(["run", "tiny.yaml", "--results", "r"], in: folder.path)
    #expect(other.exitCode == 1)
    #expect(other.errors.contains("at work on another version of the suite"))
    run.send(SIGKILL)
    _ = run.outcome()
    #expect(try Tool.run(["run", "tiny.yaml", "--results", "r"], in: folder.path).exitCode == 0)
  }

  /// Killed as soon as so many records are there, again and again in one folder.
  @Test func killedRunIsTakenUpWhereItStopped() throws {
    let folder = try TemporaryFolder()
    try write(TinySuite.yaml, to: folder.path)
    let arguments = ["run", "tiny.yaml", "--results", "r", "--threads", "2"]
    var codes: [Int32] = []
    for count in [0, 1, 4, 9] {
      let run = try Tool(arguments, in: folder.path)
      #expect(wait { records(in: "\(folder.path)/r") >= count })
      run.send(SIGKILL)
      codes.append(run.outcome().exitCode)
    }
    #expect(codes[0] == 128 + SIGKILL)
    let last = try Tool.run(arguments, in: folder.path)
    #expect(last.exitCode == 0)
    let whole = try Fixture.shared
    #expect(try digest(last) == digest(whole.first))
    let resumed = try timeless("\(folder.path)/r")
    let reference = try timeless("\(whole.folder)/reference")
    #expect(Set(resumed.keys) == Set(reference.keys))
    for (path, bytes) in reference { #expect(resumed[path] == bytes, "\(path)") }
  }

  /// The files of a results folder that must not depend on when they were made: all but provenance and
  /// the last section of the page.
  private func timeless(_ folder: String) throws -> [String: Data] {
    var files = try TemporaryFolder.files(in: folder)
      .filter { $0.key != "provenance.json" }
    let page = String(decoding: try #require(files["report.md"]), as: UTF8.self)
    let end = try #require(page.range(of: "\n## Time and provenance\n")).lowerBound
    files["report.md"] = Data(page[..<end].utf8)
    return files
  }
}
