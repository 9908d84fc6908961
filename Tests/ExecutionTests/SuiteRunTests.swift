import Datasets
import Execution
import Foundation
import Results
import Suites
import Synchronization
import TestSupport
import Testing

private let noData = DataLibrary { dataset throws(DatasetError) in
  throw .unreadable(file: dataset.folder, reason: "the suite needs no data")
}

private func plan(_ yaml: String = TinySuite.yaml) throws -> Plan {
  Plan(
    try Suite(decoding: yaml, file: "tiny.yaml", vocabulary: .registered(noData)) { path in
      throw SuiteError.unreadable(file: path, reason: "the suite names no file")
    })
}

/// Labels of cells as they end and of those found damaged.
private final class Log: Sendable {
  private let entries = Mutex<(ran: [String], damaged: [String])>(([], []))

  func note(_ event: RunEvent) {
    entries.withLock { entries in
      switch event {
      case .cellFinished(_, let label, _, _): entries.ran.append(label)
      case .damaged(let label, _): entries.damaged.append(label)
      case .began, .cellBegan, .epoch, .waiting: break
      }
    }
  }

  var ran: [String] { entries.withLock { $0.ran.sorted() } }
  var damaged: [String] { entries.withLock { $0.damaged } }
}

@discardableResult
private func run(
  _ plan: Plan, in folder: String, threads: Int = 1, log: Log = Log()
) throws -> SuiteRun.Summary {
  let writer = try StoreWriter(folder: folder, suite: plan.suite.name)
  return try SuiteRun(plan, writer: writer, library: noData, threads: threads) { log.note($0) }
    .run()
}

/// Every file but provenance and the lock, which tell of the machine.
private func files(_ folder: String) throws -> [String: Data] {
  try TemporaryFolder.files(in: folder).filter { $0.key != "provenance.json" && $0.key != ".lock" }
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
    #expect(summary.provenance.cellSeconds.count == TinySuite.cells)
    #expect(summary.provenance.metaSteps > 0)
    let before = try files(folder.path)
    #expect(try run(plan, in: folder.path, log: second).digest == summary.digest)
    #expect(second.ran.isEmpty)
    #expect(try files(folder.path) == before)
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
    let fresh = try TemporaryFolder()
    #expect(try run(new, in: fresh.path).digest == summary.digest)
    #expect(try files(fresh.path) == files(folder.path))
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
