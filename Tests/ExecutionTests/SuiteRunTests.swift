import Datasets
import Evaluation
import Execution
import Foundation
import Optimizees
import Optimizers
import Results
import Suites
import Synchronization
import TestSupport
import Testing

let noData = DataLibrary { dataset throws(DatasetError) in
  throw .unreadable(file: dataset.folder, reason: "the suite needs no data")
}

func plan(_ yaml: String = TinySuite.yaml, file: String = "tiny.yaml") throws -> Plan {
  Plan(
    try Suite(decoding: yaml, file: file, vocabulary: .registered(noData)) { path in
      throw SuiteError.unreadable(file: path, reason: "the suite names no file")
    })
}

/// Labels of cells as they end and of those found damaged.
private final class Log: Sendable {
  private let entries = Mutex<(ran: [String], damaged: [String], elsewhere: [String])>(([], [], []))

  func note(_ event: RunEvent) {
    entries.withLock { entries in
      switch event {
      case .cellFinished(_, let label, _, _): entries.ran.append(label)
      case .damaged(let label, _): entries.damaged.append(label)
      case .finishedElsewhere(let label, _): entries.elsewhere.append(label)
      case .began, .cellBegan, .cellGivenUp, .epoch, .waiting: break
      }
    }
  }

  var ran: [String] { entries.withLock { $0.ran.sorted() } }
  var damaged: [String] { entries.withLock { $0.damaged } }
  var elsewhere: [String] { entries.withLock { $0.elsewhere } }
}

@discardableResult
private func run(
  _ plan: Plan, in folder: String, only: Set<String>? = nil, reused: String? = nil,
  threads: Int = 1, log: Log = Log()
) throws -> SuiteRun.Summary {
  let writer = try StoreWriter(folder: folder, suite: plan.suite.name)
  return try SuiteRun(
    plan, only: only, reused: reused.map { Store(folder: $0) }, writer: writer, library: noData,
    threads: threads
  ) { log.note($0) }.run()
}

/// Every file but provenance, which tells of the machine.
private func files(_ folder: String) throws -> [String: Data] {
  try TemporaryFolder.files(in: folder).filter { $0.key != "provenance.json" }
}

private func records(_ folder: String) throws -> [String] {
  try files(folder).keys.filter { $0.hasPrefix("records/") }.sorted()
}

@Suite struct SuiteRunTests {
  @Test func everyCellLeavesARecordAndASecondRunDoesNothing() throws {
    let folder = try TemporaryFolder()
    let plan = try plan()
    let (first, second) = (Log(), Log())
    let summary = try run(plan, in: folder.path, log: first)
    #expect(plan.cells.count == TinySuite.cells)
    #expect(first.ran == plan.cells.map(\.label).sorted())
    #expect(try records(folder.path).count == TinySuite.cells)
    #expect(summary.provenance?.cellSeconds.count == TinySuite.cells)
    #expect(try #require(summary.provenance).metaSteps > 0)
    #expect(summary.left == 0)
    let before = try files(folder.path)
    #expect(try run(plan, in: folder.path, log: second).digest == summary.digest)
    #expect(second.ran.isEmpty)
    #expect(try files(folder.path) == before)
  }

  /// Final losses and areas are of all 600 updates, the trajectory has some.
  @Test func longTrajectoriesAreThinnedAfterAllIsReckoned() throws {
    let folder = try TemporaryFolder()
    let plan = try plan(TinySuite.edited("horizons: [4]", "horizons: [4, 600]"))
    try run(plan, in: folder.path)
    let store = Store(folder: folder.path)
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3"))
    let evaluator = Evaluator(
      family: family, split: .metaTest, functions: 16, horizon: 600, suiteSeed: 9, threads: 1)
    let evaluations = try store.records(of: plan.manifest).compactMap { record in
      if case .evaluation(let result) = record.content { result } else { nil as EvaluationResult? }
    }
    for result in evaluations where result.horizon == 4 {
      #expect(result.trajectory.updates == nil)
    }
    let result = try #require(evaluations.first { $0.optimizer == "sgd" && $0.horizon == 600 })
    let trajectories = evaluator.trajectories(
      of: SGD(learningRate: Float(try #require(result.learningRate))))
    #expect(result.trajectory.updates == KeptUpdates.of(horizon: 600))
    #expect(result.areas == trajectories.map(\.logArea))
    #expect(result.finalLosses == trajectories.map { $0.finalLoss(window: 1) })
    let summary = TrajectorySummary(trajectories, after: Array(0...600))
    let updates = result.trajectoryUpdates
    #expect(updates.count < 500 && result.trajectory.mean == updates.map { summary.mean[$0] })
    #expect(result.trajectory.upperQuartile == updates.map { summary.upperQuartile[$0] })
  }

  @Test func aRecordThatVanishesBeforeACellReadsItIsNamed() throws {
    let folder = try TemporaryFolder()
    let plan = try plan()
    let manifest = plan.manifest
    let search = try #require(manifest.cells.first { $0.label.hasPrefix("search") })
    let file = Store(folder: folder.path).recordPath(of: search)
    let writer = try StoreWriter(folder: folder.path, suite: plan.suite.name)
    let run = try SuiteRun(plan, writer: writer, library: noData, threads: 1) { event in
      if case .cellBegan(_, let label, _) = event, label.hasPrefix("meta-train linear") {
        try? FileManager.default.removeItem(atPath: file)
      }
    }
    #expect(throws: ResultsError.missingRecord(file: file, label: search.label)) { try run.run() }
  }

  @Test func provenanceStaysThatOfTheRunThatMadeTheRecords() throws {
    let folder = try TemporaryFolder()
    let plan = try plan()
    let summary = try run(plan, in: folder.path)
    let store = Store(folder: folder.path)
    let provenance = try #require(store.provenance())
    #expect((provenance.suite, provenance.digest) == (plan.suite.name, summary.digest))
    try run(plan, in: folder.path, threads: 2)
    #expect(store.provenance() == provenance)
  }

  @Test func secondsOfACellAreOnDiskOnceItIsFinished() throws {
    let folder = try TemporaryFolder()
    let plan = try plan()
    let store = Store(folder: folder.path)
    let kept = Mutex(0)
    let writer = try StoreWriter(folder: folder.path, suite: plan.suite.name)
    let run = try SuiteRun(plan, writer: writer, library: noData, threads: 1) { event in
      guard case .cellFinished(let key, _, _, _) = event else { return }
      if store.provenance()?.cellSeconds[key] != nil { kept.withLock { $0 += 1 } }
    }
    _ = try run.run()
    #expect(kept.withLock(\.self) == TinySuite.cells)
  }

  @Test(arguments: [2, 3])
  func bytesDoNotDependOnThreads(threads: Int) throws {
    let (one, several) = (try TemporaryFolder(), try TemporaryFolder())
    let plan = try plan()
    let digest = try run(plan, in: one.path).digest
    #expect(try run(plan, in: several.path, threads: threads).digest == digest)
    #expect(try files(several.path) == files(one.path))
  }

  @Test func severalRunsInOneFolderRunEveryCellOnce() throws {
    let (one, shared) = (try TemporaryFolder(), try TemporaryFolder())
    let plan = try plan()
    let digest = try run(plan, in: one.path).digest
    let logs = (0..<4).map { _ in Log() }
    let summaries = Mutex<[SuiteRun.Summary]>([])
    DispatchQueue.concurrentPerform(iterations: logs.count) { index in
      guard let summary = try? run(plan, in: shared.path, log: logs[index]) else { return }
      summaries.withLock { $0.append(summary) }
    }
    let ends = summaries.withLock(\.self)
    #expect(ends.map(\.digest) == Array(repeating: digest, count: logs.count))
    #expect(logs.flatMap(\.ran).sorted() == plan.cells.map(\.label).sorted())
    #expect(logs.allSatisfy { $0.ran.count + $0.elsewhere.count <= plan.cells.count })
    let whole = try #require(ends.lazy.compactMap(\.provenance).first)
    #expect(whole.cellSeconds.count == TinySuite.cells)
    #expect(try files(shared.path) == files(one.path))
  }

  @Test func aPartOfASuiteLeavesTheRest() throws {
    let (part, whole) = (try TemporaryFolder(), try TemporaryFolder())
    let plan = try plan()
    let log = Log()
    let only = try plan.keys(matching: ["evaluate sgd *", "linear"])
    let summary = try run(plan, in: part.path, only: only, log: log)
    #expect(summary.digest == nil)
    #expect(summary.left == TinySuite.cells - only.count)
    #expect(log.ran == plan.cells.filter { only.contains($0.key) }.map(\.label).sorted())
    #expect(try #require(summary.provenance).digest == nil)
    #expect(try run(plan, in: part.path).digest == run(plan, in: whole.path).digest)
    #expect(try files(part.path) == files(whole.path))
  }

  /// Whatever set of records is there when a run is taken up again.
  @Test(arguments: [2, 3, 5])
  func resumedRunLeavesTheSameBytes(everyNth: Int) throws {
    let folder = try TemporaryFolder()
    let plan = try plan()
    let digest = try run(plan, in: folder.path).digest
    let whole = try files(folder.path)
    var removed = 0
    for (index, path) in try records(folder.path).enumerated() where index % everyNth == 0 {
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(path)")
      removed += 1
    }
    try Data("half".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/records/x.json.partial"))
    let log = Log()
    #expect(try run(plan, in: folder.path, threads: 2, log: log).digest == digest)
    #expect(log.ran.count == removed)
    #expect(try files(folder.path) == whole)
  }

  @Test func changedSuiteRunsOnlyTheChangedCells() throws {
    let folder = try TemporaryFolder()
    let old = try plan()
    try run(old, in: folder.path)
    let new = try plan(TinySuite.edited("tuningFunctions: 8", "tuningFunctions: 9"))
    let known = Set(old.cells.map(\.key))
    let changed = new.cells.filter { !known.contains($0.key) }.map(\.label)
    // Two tunings, and the two evaluations that read them.
    #expect(changed.count == 4)
    let log = Log()
    let summary = try run(new, in: folder.path, log: log)
    #expect(log.ran == changed.sorted())
    #expect(summary.superseded.count == 4)
    try StoreWriter(folder: folder.path, suite: new.suite.name).remove(summary.superseded)
    let fresh = try TemporaryFolder()
    #expect(try run(new, in: fresh.path).digest == summary.digest)
    #expect(try files(fresh.path) == files(folder.path))
  }

  /// A folder of results, and a half-trained optimizer, of a program with other arithmetic.
  @Test func resultsOfAnotherArithmeticAreMadeAgain() throws {
    let folder = try TemporaryFolder()
    let current = try plan()
    var suite = current.suite
    suite.arithmetic.metaTraining["MetaTraining"] = 0
    let old = Plan(suite)
    let moved = zip(old.cells, current.cells).filter { $0.key != $1.key }.map { $1 }
    #expect(
      moved.map(\.label)
        == current.cells.map(\.label).filter { label in
          ["search", "meta-train", "evaluate l"].contains { label.hasPrefix($0) }
        })
    try run(old, in: folder.path)
    let writer = try StoreWriter(folder: folder.path, suite: suite.name)
    for cell in old.cells where cell.label.hasPrefix("meta-train") {
      try writer.writeCheckpoint("of another arithmetic", seconds: 1, of: cell.inManifest)
    }
    let (log, fresh) = (Log(), try TemporaryFolder())
    let summary = try run(current, in: folder.path, log: log)
    #expect(log.ran == moved.map(\.label).sorted())
    #expect(log.damaged.isEmpty, "no checkpoint was looked at")
    #expect(try summary.digest == run(current, in: fresh.path).digest)
  }

  /// Optimizer files of both versions have the same names.
  @Test func anEarlierVersionIsTakenUpAgainWithItsOptimizers() throws {
    let folder = try TemporaryFolder()
    let old = try plan()
    let digest = try run(old, in: folder.path).digest
    let before = try files(folder.path)
    let new = try plan(TinySuite.edited("learningRate: 0.01", "learningRate: 0.02"))
    let fresh = try TemporaryFolder()
    for _ in 0..<2 {
      #expect(try run(new, in: folder.path).digest == run(new, in: fresh.path).digest)
      let log = Log()
      let again = try run(old, in: folder.path, log: log)
      #expect(again.digest == digest)
      #expect(log.ran.isEmpty)
      #expect(log.damaged.isEmpty)
      #expect(!again.superseded.isEmpty)
      let now = try files(folder.path)
      #expect(before.allSatisfy { now[$0.key] == $0.value })
    }
  }

  @Test func equalCellsOfAnotherSuiteAreTakenOver() throws {
    let (old, new, fresh) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
    try run(plan(), in: old.path)
    let other = try plan(
      TinySuite.edited("tuningFunctions: 8", "tuningFunctions: 9")
        .replacingOccurrences(of: "suite: tiny", with: "suite: other"), file: "other.yaml")
    let log = Log()
    let summary = try run(other, in: new.path, reused: old.path, log: log)
    #expect(try summary.digest == run(other, in: fresh.path).digest)
    #expect(try files(new.path) == files(fresh.path))
    #expect(summary.provenance?.cellSeconds.count == 4, "two tunings, two evaluations")
  }

  /// The rule of learning rates that all diverge: it is recorded, and the suite goes on.
  @Test func aLearnedOptimizerWhoseEveryCandidateDivergesIsRecorded() throws {
    let folder = try TemporaryFolder()
    let search = "learningRate: { lowest: 0.03, highest: 0.1, candidates: 2, epochs: 1 }"
    let searching = TinySuite.edited("learningRate: 0.01", search)
    let first = try #require(searching.firstRange(of: "outputScale: 0.1"))
    let plan = try plan(searching.replacingCharacters(in: first, with: "outputScale: 1e30"))
    let summary = try run(plan, in: folder.path)
    #expect(summary.digest != nil)
    let records = try Store(folder: folder.path).records(of: plan.manifest)
    let searches = records.compactMap { record -> SearchResult? in
      guard case .search(let result) = record.content else { return nil }
      return result.optimizer == "lstm" ? result : nil
    }
    #expect(searches.count == 2)
    #expect(searches.allSatisfy { $0.validationLoss == nil })
    for record in records {
      switch record.content {
      case .metaTraining(let result) where result.optimizer == "lstm":
        #expect(result.stopped == "diverged")
        #expect(result.metaLearningRate == searches.map(\.metaLearningRate).min())
      case .evaluation(let result) where result.optimizer == "lstm":
        #expect(result.finalLosses.allSatisfy { $0 == nil })
      default: break
      }
    }
  }

  @Test func aCellThatNeedsMoreMemoryThanThereIsIsRefusedBeforeAnythingRuns() throws {
    let folder = try TemporaryFolder()
    let large = TinySuite.edited("functions: 2\n", "functions: 300000\n")
      .replacingOccurrences(of: "horizon: 4\n", with: "horizon: 100000\n")
      .replacingOccurrences(of: "unrollLength: 2", with: "unrollLength: 100000")
    let plan = try plan(large)
    #expect {
      try run(plan, in: folder.path)
    } throws: { error in
      "\(error)".contains("needs at least") && "\(error)".contains("of memory, found ")
    }
    #expect(try records(folder.path).isEmpty)
  }

  @Test func aForecastTellsWhatIsFinishedAndWritesNothing() throws {
    let folder = try TemporaryFolder()
    let plan = try plan()
    let store = Store(folder: "\(folder.path)/r")
    let before = try Forecast(plan, store: store, library: noData)
    #expect(before.rows.map(\.label) == plan.cells.map(\.label))
    #expect(before.finished == 0)
    #expect(before.rows.allSatisfy { $0.seconds > 0 })
    #expect(before.seconds(threads: 1) >= before.seconds(threads: 2))
    #expect(!FileManager.default.fileExists(atPath: store.folder))
    try run(plan, in: store.folder, only: plan.keys(matching: ["tune *"]))
    let after = try Forecast(plan, store: store, library: noData)
    #expect(after.finished == 2)
    #expect(after.rows.filter(\.isFinished).allSatisfy { $0.seconds == 0 })
  }

  @Test func anotherSeedChangesEveryCell() throws {
    let old = try plan()
    let new = try plan(TinySuite.edited("seed: 9", "seed: 10"))
    #expect(Set(old.cells.map(\.key)).isDisjoint(with: new.cells.map(\.key)))
  }

  @Test(arguments: [0, 100, 4000])
  func damagedRecordOrOptimizerIsMadeAgain(position: Int) throws {
    let folder = try TemporaryFolder()
    let plan = try plan()
    let digest = try run(plan, in: folder.path).digest
    let whole = try files(folder.path)
    let optimizer = try #require(whole.keys.first { $0.hasSuffix("lstm-0.safetensors") })
    let tuning = try #require(whole.keys.first { $0.hasPrefix("records/tune-sgd") })
    for path in [optimizer, tuning] {
      var bytes = try #require(whole[path])
      bytes[min(position, bytes.count - 1)] ^= 1
      try bytes.write(to: URL(fileURLWithPath: "\(folder.path)/\(path)"))
    }
    let log = Log()
    #expect(try run(plan, in: folder.path, log: log).digest == digest)
    #expect(
      log.damaged.sorted() == [
        "meta-train lstm on quadratic-uniform-3 meta-seed 0",
        "tune sgd on quadratic-uniform-3 at 4",
      ])
    #expect(log.ran == log.damaged.sorted())
    #expect(try files(folder.path) == whole)
  }
}
