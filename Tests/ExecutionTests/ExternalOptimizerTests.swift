import Execution
import Foundation
import Results
import Suites
import TestSupport
import Testing

private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("Fixtures").path

/// Our gradient descent, and the same as a process that does `mode` in its fourth answer.
private func suite(
  _ mode: String = "right", external: Bool = true,
  tuning: String = """
      grid:
        tuningFunctions: 4
        lowestLearningRate: 0.01
        highestLearningRate: 0.1
        pointsPerDecade: 2
        refinements: 1
  """,
  readFile: (String) throws -> [UInt8] = { _ in [] }
) throws -> Suite {
  let entry = """
    external:
      - name: outside
        command: [python3, external_optimizer.py, \(mode)]
        timeLimit: 5
    \(tuning)
    """
  var suite = try Suite(
    decoding: """
      suite: outside
      description: an optimizer that is a process
      seed: 7
      budgetMinutes: 1
      margin: 0.05
      handDesigned:
        optimizers: [sgd]
        tuningFunctions: 4
        lowestLearningRate: 0.01
        highestLearningRate: 0.1
        pointsPerDecade: 2
        refinements: 1
      \(external ? entry : "")
      evaluations:
        - optimizees: [quadratic-uniform-5]
          horizons: [10]
          functions: 8
      """, file: "outside.yaml", vocabulary: .registered(noData), readFile: readFile)
  suite.folder = fixtures
  return suite
}

private func start(_ suite: Suite, in folder: TemporaryFolder) throws -> SuiteRun {
  let writer = try StoreWriter(folder: folder.path, suite: suite.name)
  return try SuiteRun(Plan(suite), writer: writer, library: noData, threads: 2) { _ in }
}

private func run(_ suite: Suite, in folder: TemporaryFolder) throws -> SuiteRun.Summary {
  try start(suite, in: folder).run()
}

private func records(_ folder: TemporaryFolder) throws -> [Record] {
  let store = Store(folder: folder.path)
  let manifest = try #require(try store.manifest())
  return try store.records(of: manifest)
}

@Suite struct ExternalOptimizerTests {
  @Test func gradientDescentAsAProcessHasOurBits() throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let summary = try run(suite(), in: folder)
    let records = try records(folder)
    let results = records.compactMap { record -> EvaluationResult? in
      if case .evaluation(let result) = record.content { result } else { nil }
    }
    let ours = try #require(results.first { $0.optimizer == "sgd" })
    let theirs = try #require(results.first { $0.optimizer == "outside" })
    #expect(ours.finalLosses == theirs.finalLosses)
    #expect(ours.learningRate == theirs.learningRate)
    #expect(theirs.kind == .external)
    #expect(records.count { $0.external } == 2)
    #expect(try run(suite(external: false), in: other).digest == summary.digest)
  }

  @Test func settingsAreDrawnForIt() throws {
    let folder = try TemporaryFolder()
    _ = try run(
      suite(
        tuning: """
              randomSearch:
                draws: 3
                tuningFunctions: 4
                settings: { learningRate: { lowest: 0.01, highest: 0.1 } }
          """), in: folder)
    let search = try records(folder).compactMap { record in
      if case .tuning(let result) = record.content { result.search } else { nil }
    }.first
    let draws = try #require(search).draws
    #expect(draws.count == 3)
    #expect(Set(draws.map(\.meanFinalLoss)).count == 3)
  }

  @Test(arguments: [
    ("crash", "it ended with 7 before it had answered, expected updates"),
    ("crash", "its standard error ended with: a line | the last line before the crash"),
    ("short", "it ended with 0 before 20 numbers of update 3 had come"),
    ("long", "found 4 bytes after update 3, expected 20 numbers and no more"),
    ("nan", "found an update of function 0 that is not finite after 3 updates"),
    ("nonsense", "found \"Traceback, on the wrong stream\", expected the message updates"),
    ("failed", "failed: the rule is out of ideas"),
    ("ended", "failed: the rule has left"),
    ("streams", "open beside the streams: []"),
  ])
  func whatItDoesWrongIsSaidAndTheRestGoesOn(mode: String, words: String) throws {
    let folder = try TemporaryFolder()
    let summary = try run(suite(mode), in: folder)
    let failure = try #require(summary.givenUp.first)
    #expect(failure.isFailure)
    #expect(failure.label == "tune outside on quadratic-uniform-5 at 10")
    #expect(failure.reason.contains(words), "\(failure.reason)")
    #expect(summary.givenUp.count == 1 && summary.left == 0)
    #expect(summary.digest != nil)
  }

  /// Each gives the cell up, and neither waits for the other.
  @Test func twoProcessesInOneFolderGiveUpWhatNeitherCanDo() throws {
    let folder = try TemporaryFolder()
    let suite = try suite("crash")
    let (first, second) = (try start(suite, in: folder), try start(suite, in: folder))
    let other = Task { try second.run() }
    let summary = try first.run()
    #expect(summary.givenUp.count == 1 && summary.digest != nil)
    _ = other
  }

  @Test func aCheckpointOutlivesAFailure() throws {
    let folder = try TemporaryFolder()
    let suite = try suite("crash")
    let tuning = try #require(Plan(suite).cells.first { $0.isExternal }).inManifest
    let writer = try StoreWriter(folder: folder.path, suite: suite.name)
    try writer.writeCheckpoint([0.5], seconds: 2, of: tuning)
    _ = try run(suite, in: folder)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/checkpoints").count == 1)
  }

  @Test func anAnswerHasATimeLimit() throws {
    var suite = try suite("hang")
    suite.external[0].timeLimit = 1
    let summary = try run(suite, in: TemporaryFolder())
    #expect(summary.givenUp[0].reason.contains("the time limit of 1 s passed"))
  }

  @Test func aProcessThatCannotWorkHereIsSkipped() throws {
    let summary = try run(suite("unavailable"), in: TemporaryFolder())
    #expect(summary.givenUp.map(\.isFailure) == [false])
    #expect(summary.givenUp[0].reason == "there is no module optax")
    #expect(summary.digest != nil)
  }

  @Test func aCommandThatIsNotThereFails() throws {
    var suite = try suite()
    suite.external[0].command = ["no-such-command-of-l2l"]
    let summary = try run(suite, in: TemporaryFolder())
    #expect(summary.givenUp[0].reason.contains("cannot be started"))
  }

  @Test func keysHaveTheCommandAndTheFilesThatItNames() throws {
    func keys(_ mode: String, _ file: String) throws -> [String] {
      let suite = try suite(mode) { path in
        guard path == "external_optimizer.py" else {
          throw SuiteError.unreadable(file: path, reason: "no such file")
        }
        return Array(file.utf8)
      }
      return Plan(suite).cells.filter(\.isExternal).map(\.key)
    }
    let first = try keys("right", "one")
    #expect(first.count == 2)
    #expect(try keys("right", "one") == first)
    #expect(try Set(keys("right", "two")).isDisjoint(with: first))
    #expect(try Set(keys("wrong", "one")).isDisjoint(with: first))
  }
}
