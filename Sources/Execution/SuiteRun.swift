import Datasets
import ExternalOptimizers
import Foundation
import Results
import Sampling
import Suites

// How a suite is run, from the outside in:
//
//   plan      `Plan` turns a suite into cells: searches, meta-training runs, tunings, evaluations. Each
//             has a key, the hash of everything that it depends on, and names the cells that it reads.
//   schedule  `Schedule` knows which cells are finished and which are ready. Cells with the longest
//             chain of work behind them come first, so that the end of a run is short.
//   claim     Several processes may run one suite in one folder. Each claims a cell before it runs it
//             (`SuiteRun+Claims.swift`), and the claim of a dead process lapses.
//   cell      `CellRunner` reads the records that the cell depends on, computes on streams that belong
//             to this cell alone, and gives one record.
//   record    `StoreWriter` writes it under a temporary name, syncs it and renames it. From then on the
//             cell is finished for every process.
//
// Cells hand nothing to each other in memory. So it makes no difference to any bit how many threads and
// processes there are, in which order cells end, and how often a run was stopped.
//
// Ready cells each get a thread, and threads that are left go to the insides of cells. An error lets the
// cells at work finish, so that their records are kept, and is thrown after that.

/// Runs the cells of a plan that are not finished yet, side by side, each on streams of its own, together
/// with all other processes that run the suite in the same folder.
///
/// A cell starts when the records it depends on are on disk; it reads them from there. Records do not
/// depend on the number of threads or processes, or on the order in which cells end.
public final class SuiteRun: @unchecked Sendable {
  let plan: Plan
  let writer: StoreWriter
  let library: DataLibrary
  let registry: Registry
  let threads: Int
  private let build: RunEnvironment.Build
  /// Results of which equal cells are taken over.
  let reused: Store?
  let report: @Sendable (RunEvent) -> Void
  private let processes = ProcessPool()
  let manifest: Manifest
  let cost: CellCost
  private let manifestCells: [String: Manifest.Cell]
  /// The cells whose records were damaged when the run began: a file that is there proves nothing.
  let suspects: Set<Int>
  let condition = NSCondition()
  // Guarded by `condition`.
  let crew: Crew
  var schedule: Schedule
  private var givenUp: [GivenUp] = []
  var running = 0
  var failure: (any Error)?
  var lookout = Lookout()

  /// Joins those at work in the folder; throws when it cannot be used.
  ///
  /// - Parameters:
  ///   - only: keys of the cells to run, with all that they depend on; nil for all of the plan.
  ///   - reused: results of another folder; cells with equal keys are taken over from there.
  ///   - library: the data the plan's suite was checked with.
  ///   - registry: the names it was checked with.
  ///   - build: what the program was built from, for the provenance.
  public init(
    _ plan: Plan, only: Set<String>? = nil, reused: Store? = nil, writer: StoreWriter,
    library: DataLibrary, registry: Registry = .builtIn,
    build: RunEnvironment.Build = RunEnvironment.Build(), threads: Int,
    report: @escaping @Sendable (RunEvent) -> Void
  ) throws {
    self.plan = plan
    self.writer = writer
    self.library = library
    self.registry = registry
    self.threads = threads
    self.build = build
    self.reused = reused
    self.report = report
    manifest = plan.manifest
    cost = CellCost(plan.suite)
    manifestCells = Dictionary(
      manifest.cells.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    crew = try Crew(writer, manifest: manifest)
    var finished: Set<String> = []
    var suspects: Set<Int> = []
    for (index, cell) in manifest.cells.enumerated() {
      switch try writer.store.state(of: cell, suite: plan.suite.name) {
      case .finished: finished.insert(cell.key)
      case .missing: break
      case .damaged(let reason):
        if try writer.restoreOptimizer(of: cell, suite: plan.suite.name) {
          finished.insert(cell.key)
          continue
        }
        suspects.insert(index)
        report(.damaged(label: cell.label, reason: "\(reason)"))
      }
    }
    self.suspects = suspects
    schedule = Schedule(
      plan.cells, wanted: only ?? Set(plan.cells.map(\.key)), finished: finished,
      seconds: cost.seconds)
    try Memory.check(schedule.unfinishedCells, of: plan.suite)
  }

  /// A record that a cell reads; throws when it has vanished or been damaged since the cell began.
  func record(of key: String) throws -> Record {
    guard let cell = manifestCells[key] else {
      preconditionFailure("a cell depends on \(key), which is none of the plan")
    }
    return try writer.store.record(of: cell, suite: plan.suite.name)
  }
}

extension SuiteRun {
  /// A cell that an external optimizer gave no result of.
  public struct GivenUp: Sendable {
    let cell: Manifest.Cell
    public var label: String { cell.label }
    public let reason: String
    /// False where the optimizer said that it cannot work here.
    public let isFailure: Bool
  }

  /// What a run came to.
  public struct Summary: Sendable {
    /// Nil while cells of the digest are left.
    public let digest: String?
    /// Cells of the plan that have no record and were not given up.
    public let left: Int
    /// By label. Cells that would have read their records are not among them.
    public let givenUp: [GivenUp]
    /// Nil where other processes are still at work in the folder: the last of them ends the run.
    public let provenance: Provenance?
    /// Files that the suite does not speak of: those of earlier versions, and of other suites of its name.
    public let superseded: [String]
  }

  /// Runs until every wanted cell is finished, here or by another process, or given up; throws the first
  /// error after the cells under way have ended.
  public func run() throws -> Summary {
    try work()
    let left = schedule.states.count { $0 != .finished && $0 != .givenUp }
    let isWhole = zip(plan.cells, schedule.states).allSatisfy { $0.isExternal || $1 == .finished }
    let digest = isWhole ? try writer.store.digest(of: manifest) : nil
    let provenance = try crew.leave(
      suite: manifest.suite, digest: digest,
      isComplete: schedule.states.allSatisfy { $0 == .finished }, unknown: describe)
    // Another process may have had more luck.
    let stillGivenUp = givenUp.filter { !writer.store.hasRecord(of: $0.cell) }
    let superseded = provenance == nil ? [] : try writer.store.superseded(by: manifest)
    return Summary(
      digest: digest, left: left, givenUp: stillGivenUp.sorted { $0.label < $1.label },
      provenance: provenance, superseded: superseded)
  }

  /// Runs whatever can be run.
  private func work() throws {
    let seconds = plan.cells.map(cost.seconds)
    let states = schedule.states
    let wanted = states.indices.filter { states[$0] != .unwanted }
    let finished = wanted.filter { states[$0] == .finished }
    report(
      .began(
        cells: wanted.count, finished: finished.count,
        work: wanted.reduce(0) { $0 + seconds[$1] },
        workFinished: finished.reduce(0) { $0 + seconds[$1] }))
    let ended = DispatchSemaphore(value: 0)
    for _ in 0..<threads {
      let worker = Thread { [self] in
        while let (index, threads) = take() { execute(index, threads: threads) }
        ended.signal()
      }
      worker.stackSize = 8 << 20
      worker.start()
    }
    for _ in 0..<threads { ended.wait() }
    if let failure { throw failure }
  }

  private func execute(_ index: Int, threads: Int) {
    let cell = plan.cells[index]
    let work = cost.seconds(cell)
    report(.cellBegan(key: cell.key, label: cell.label, work: work))
    let checkpoint = CellCheckpoint(cell.inManifest, writer: writer, report: report)
    let result = Result { try runAndWrite(cell, threads: threads, checkpoint: checkpoint) }
    condition.lock()
    running -= 1
    switch result {
    case .success: schedule.finish(index)
    case .failure(let error as ExternalError): giveUp(index, because: error)
    case .failure(let error): failure = failure ?? error
    }
    condition.broadcast()
    condition.unlock()
    guard case .success = result else { return }
    report(
      .cellFinished(key: cell.key, label: cell.label, seconds: checkpoint.seconds, work: work))
  }

  /// The condition is locked.
  private func giveUp(_ index: Int, because error: ExternalError) {
    schedule.giveUp(index)
    let cell = plan.cells[index]
    // The number that `claimNext` took. Without the word others wait until this process leaves.
    try? crew.giveUp(cell.key, number: lookout.claims[index].map { $0 + 1 } ?? 0)
    let isFailure = if case .failed = error { true } else { false }
    givenUp.append(GivenUp(cell: cell.inManifest, reason: "\(error)", isFailure: isFailure))
    report(
      .cellGivenUp(
        key: cell.key, label: cell.label, reason: "\(error)", isFailure: isFailure))
  }

  private func runAndWrite(_ cell: Cell, threads: Int, checkpoint: CellCheckpoint) throws {
    if let reused,
      try writer.takeOver(cell.inManifest, suite: plan.suite.name, from: reused)
    {
      return try checkpoint.remove()
    }
    let store = writer.store
    let runner = CellRunner(
      suite: plan.suite, cell: cell, library: library, registry: registry, threads: threads,
      records: { [self] in try record(of: $0) },
      optimizerBytes: { try store.optimizerBytes(of: $0) }, checkpoint: checkpoint,
      report: report, processes: processes)
    let outcome = try runner.run()
    if let optimizer = outcome.optimizer, case .metaTraining(let result) = outcome.content {
      _ = try writer.writeOptimizer(optimizer, file: result.optimizerFile)
    }
    note(
      ProvenanceLog.Entry(
        key: cell.key, seconds: checkpoint.seconds, metaSteps: outcome.metaSteps,
        innerSteps: outcome.innerSteps))
    try writer.write(
      Record(
        suite: plan.suite.name, key: cell.key, label: cell.label, external: cell.isExternal,
        content: outcome.content))
    try checkpoint.remove()
  }

  /// Before the cell's record, so that no record lacks it; nothing depends on it, so that a failure is
  /// none of the run.
  private func note(_ entry: ProvenanceLog.Entry) {
    condition.lock()
    defer { condition.unlock() }
    try? crew.note(entry, provenance: describe)
  }

  private func describe() -> Provenance {
    Provenance(
      environment: .current(build: build), gslVersion: GSLLibrary.version, threads: threads)
  }
}
