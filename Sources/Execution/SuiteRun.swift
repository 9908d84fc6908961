import Datasets
import Foundation
import Results
import Sampling
import Suites

/// Runs the cells of a plan that are not finished yet, side by side, each on streams of its own.
///
/// A cell starts when the records it depends on are on disk; it reads them from there. Records do not
/// depend on the number of threads or the order in which cells end. With a writer for one shard, only
/// that shard's cells are run.
public final class SuiteRun: @unchecked Sendable {
  private let plan: Plan
  private let writer: StoreWriter
  private let library: DataLibrary
  private let registry: Registry
  private let threads: Int
  private let waitsForOthers: Bool
  private let report: @Sendable (RunEvent) -> Void
  private let manifestCells: [String: Manifest.Cell]
  private let condition = NSCondition()
  // Guarded by `condition`.
  private var pending: [Cell]
  private var finished: Set<String> = []
  private var running = 0
  private var failure: (any Error)?
  private var provenance: Provenance

  /// Writes the manifest; throws when the folder cannot be used.
  ///
  /// - Parameters:
  ///   - library: the data the plan's suite was checked with.
  ///   - registry: the names it was checked with.
  ///   - build: what the program was built from, for the provenance.
  ///   - waitsForOthers: whether a shard waits for the records of others that it needs.
  public init(
    _ plan: Plan, writer: StoreWriter, library: DataLibrary, registry: Registry = .builtIn,
    build: RunEnvironment.Build = RunEnvironment.Build(), threads: Int,
    waitsForOthers: Bool = false,
    report: @escaping @Sendable (RunEvent) -> Void
  ) throws {
    self.plan = plan
    self.writer = writer
    self.library = library
    self.registry = registry
    self.threads = threads
    self.waitsForOthers = waitsForOthers
    self.report = report
    let manifest = plan.manifest
    manifestCells = Dictionary(
      manifest.cells.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    pending = []
    provenance = Provenance(
      environment: .current(build: build), gslVersion: GSLLibrary.version, threads: threads)
    let earlier = writer.store.provenance(of: writer.shard)
    let shards = writer.shard == nil ? writer.store.shardProvenances() : []
    ([earlier].compactMap(\.self) + shards).forEach { provenance.add($0) }
    try writer.write(manifest)
    for (position, cell) in plan.cells.enumerated() {
      let isOurs = writer.shard?.contains(position: position) ?? true
      switch try state(of: cell.key) {
      case .finished: finished.insert(cell.key)
      case .missing: if isOurs { pending.append(cell) }
      case .damaged(let reason):
        guard isOurs else { continue }
        report(.damaged(label: cell.label, reason: "\(reason)"))
        pending.append(cell)
      }
    }
    // Where nothing is left to run, provenance stays that of the run that made the records.
    if pending.isEmpty, shards.isEmpty, let earlier { provenance = earlier }
  }

  /// A record that a cell reads; throws when it has vanished or been damaged since the cell began.
  private func record(of key: String) throws -> Record {
    guard let cell = manifestCells[key] else {
      preconditionFailure("a cell depends on \(key), which is none of the plan")
    }
    return try writer.store.record(of: cell, suite: plan.suite.name)
  }

  private func state(of key: String) throws -> Store.CellState {
    guard let cell = manifestCells[key] else { return .missing }
    return try writer.store.state(of: cell, suite: plan.suite.name)
  }
}

extension SuiteRun {
  /// What a run came to.
  public struct Summary: Sendable {
    public let digest: String
    public let provenance: Provenance
    /// Files of earlier versions of the suite that were removed.
    public let superseded: [String]
  }

  /// Runs until every cell is finished; throws the first error after the cells under way have ended.
  public func run() throws -> Summary {
    precondition(writer.shard == nil, "a shard has no digest")
    try work()
    let manifest = plan.manifest
    let digest = try writer.store.digest(of: manifest)
    (provenance.suite, provenance.digest) = (manifest.suite, digest)
    try writer.write(provenance)
    try writer.removeShardProvenances()
    try writer.removeCheckpoints()
    return Summary(
      digest: digest, provenance: provenance, superseded: try writer.removeSuperseded(by: manifest))
  }

  /// Runs the cells of the writer's shard. Throws the first error, and when cells are left whose
  /// input other shards have not written yet.
  public func runShard() throws {
    precondition(writer.shard != nil, "the writer has a shard")
    try work()
    try writer.write(provenance)
    guard pending.isEmpty else {
      throw ExecutionError.inputNotThere(
        shard: writer.shard?.description ?? "", cells: pending.map(\.label))
    }
  }

  /// Runs whatever can be run; what it took is in `provenance`, which the caller writes.
  private func work() throws {
    let isIdle = pending.isEmpty
    let work = plan.cells.map(CellCost(registry: registry).seconds)
    let done = zip(plan.cells, work).reduce(0) { finished.contains($1.0.key) ? $0 + $1.1 : $0 }
    report(
      .began(
        cells: plan.cells.count, finished: finished.count, work: work.reduce(0, +),
        workFinished: done))
    let ended = DispatchSemaphore(value: 0)
    for _ in 0..<threads {
      let worker = Thread { [self] in
        while let (cell, threads) = take() { execute(cell, threads: threads) }
        ended.signal()
      }
      worker.stackSize = 8 << 20
      worker.start()
    }
    for _ in 0..<threads { ended.wait() }
    if let failure { throw failure }
    if !isIdle || provenance.finished == nil { provenance.finish() }
  }

  /// The next cell whose dependencies are finished and the threads it may use, or nil when there is
  /// none left. Waits while cells under way, or other shards, may make one ready.
  private func take() -> (Cell, Int)? {
    condition.lock()
    defer { condition.unlock() }
    var hasSaidSo = false
    while failure == nil, !pending.isEmpty {
      if writer.shard != nil { lookForInput() }
      let ready = pending.indices.filter { index in
        pending[index].dependencies.allSatisfy(finished.contains)
      }
      if let first = ready.first {
        let cell = pending.remove(at: first)
        running += 1
        return (cell, max(1, threads / (ready.count + running - 1)))
      }
      guard running > 0 || waitsForOthers else { return nil }
      if running == 0, !hasSaidSo { report(.waiting(cells: pending.count)) }
      hasSaidSo = true
      _ = condition.wait(until: Date(timeIntervalSinceNow: 1))
    }
    return nil
  }

  /// Takes note of records that other shards have written meanwhile. A record that is damaged or
  /// cannot be read counts as not there yet: its own shard makes it again.
  private func lookForInput() {
    let wanted = Set(pending.flatMap(\.dependencies)).subtracting(finished)
    for key in wanted {
      if case .finished? = try? state(of: key) { finished.insert(key) }
    }
  }

  private func execute(_ cell: Cell, threads: Int) {
    let work = CellCost(registry: registry).seconds(cell)
    report(.cellBegan(key: cell.key, label: cell.label, work: work))
    let checkpoint = CellCheckpoint(cell.inManifest, writer: writer, report: report)
    let result = Result { try runAndWrite(cell, threads: threads, checkpoint: checkpoint) }
    let seconds = checkpoint.seconds
    condition.lock()
    running -= 1
    switch result {
    case .success(let outcome):
      finished.insert(cell.key)
      provenance.add(
        cell.key, seconds: seconds, metaSteps: outcome.metaSteps, innerSteps: outcome.innerSteps)
      // A kill loses no other cell's seconds; what cannot be written now is written at the end.
      try? writer.write(provenance)
    case .failure(let error): failure = failure ?? error
    }
    condition.broadcast()
    condition.unlock()
    guard case .success = result else { return }
    report(.cellFinished(key: cell.key, label: cell.label, seconds: seconds, work: work))
  }

  private func runAndWrite(
    _ cell: Cell, threads: Int, checkpoint: CellCheckpoint
  ) throws -> CellRunner.Outcome {
    let store = writer.store
    let runner = CellRunner(
      suite: plan.suite, cell: cell, library: library, registry: registry, threads: threads,
      records: { [self] in try record(of: $0) },
      optimizerBytes: { try store.optimizerBytes(of: $0) }, checkpoint: checkpoint,
      report: report)
    let outcome = try runner.run()
    if let optimizer = outcome.optimizer, case .metaTraining(let result) = outcome.content {
      _ = try writer.writeOptimizer(optimizer, file: result.optimizerFile)
    }
    try writer.write(
      Record(
        suite: plan.suite.name, key: cell.key, label: cell.label, external: cell.isExternal,
        content: outcome.content))
    try checkpoint.remove()
    return outcome
  }
}

extension Provenance {
  fileprivate mutating func add(_ key: String, seconds: Double, metaSteps: Int, innerSteps: Int) {
    cellSeconds[key] = seconds
    self.metaSteps += metaSteps
    self.innerSteps += innerSteps
  }

  fileprivate mutating func finish() {
    finished = Self.now()
    let seconds = cellSeconds.values.sorted().reduce(0, +)
    guard seconds > 0 else { return }
    metaStepsPerSecond = Double(metaSteps) / seconds
    innerStepsPerSecond = Double(innerSteps) / seconds
  }
}
