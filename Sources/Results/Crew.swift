import Files
import Foundation

/// The processes at work in a results folder, as one of them sees them: it joins, claims cells, looks
/// after the claims of others, and leaves. Calls come from one thread at a time.
///
/// Right on every file system that makes a file for one process alone (O_EXCL): local ones, NFS from
/// version 3 on, Lustre, GPFS, BeeGFS, CephFS, SMB. Where a file system does not, or shows a machine
/// the past, cells may be run twice and leave the same bytes.
public final class Crew: @unchecked Sendable {
  private let writer: StoreWriter
  private let worker: Worker
  private let claims: Claims
  private var watch: WorkerWatch
  private var log: ProvenanceLog?

  private var folder: String { writer.store.folder }

  /// Joins those who fill `manifest`, and writes it where it is not there yet. Throws when a process
  /// that fills another one is at work in the folder.
  ///
  /// - Parameters:
  ///   - patience: how long a card of another machine is watched before its worker counts as dead.
  ///   - pause: between two beats.
  public init(
    _ writer: StoreWriter, manifest: Manifest, patience: Duration = .seconds(60),
    pause: Duration = .seconds(5)
  ) throws {
    self.writer = writer
    let folder = writer.store.folder
    let bytes = try manifest.encoded()
    let version = Digest.hexadecimal(of: bytes)
    worker = try Worker(folder: folder, version: version, pause: pause)
    claims = Claims(folder: folder, worker: worker.id)
    watch = WorkerWatch(folder: folder, patience: patience)
    do {
      let own = worker.id
      let rival = try firstAlive { [watch] id in
        try id != own && watch.card(of: id).map { $0.version != version } ?? false
      }
      if let rival { throw ResultsError.otherVersion(folder: folder, worker: rival) }
      if try FileAccess.read(writer.store.manifestPath, limit: RecordFile.sizeLimit) != bytes {
        try FileAccess.replace(writer.store.manifestPath, with: bytes)
      }
    } catch {
      worker.leave()
      throw error
    }
  }

  deinit { worker.leave() }

  /// The first worker that lives, of those that `matters` holds of; nil when none does. Waits until
  /// that is certain.
  private func firstAlive(_ matters: (String) throws -> Bool) throws -> String? {
    while true {
      var isCertain = true
      for id in try watch.workers() where try matters(id) {
        switch try watch.judge(id) {
        case .alive: return id
        case .undecided: isCertain = false
        case .lapsed: break
        }
      }
      if isCertain { return nil }
      Thread.sleep(forTimeInterval: 0.2)
    }
  }
}

extension Crew {
  /// Makes claim `number` of a cell, from 0; false when another has made it.
  public func claim(_ key: String, number: Int) throws -> Bool {
    try claims.take(key, number: number)
  }

  /// The number of the latest claim of each of `keys` that has one.
  public func latestClaims(of keys: some Sequence<String>) throws -> [String: Int] {
    let latest = try claims.latest()
    return Dictionary(
      keys.compactMap { key in latest[Claims.name(of: key)].map { (key, $0) } },
      uniquingKeysWith: max)
  }

  /// Gives up claim `number` of a cell, which this process holds: another may try the cell.
  public func giveUp(_ key: String, number: Int) throws {
    try claims.giveUp(key, number: number)
  }

  /// The worker that a claim is of; nil when it is dead, has left or has given the cell up, or the claim
  /// is gone.
  public func holder(of key: String, number: Int) throws -> String? {
    if try claims.isGivenUp(key, number: number) { return nil }
    guard let id = try claims.holder(of: key, number: number),
      try watch.judge(id, of: "\(key).\(number)") != .lapsed
    else { return nil }
    // A worker has its card before it makes a claim, and may be killed before it names itself there.
    if id.isEmpty, try !isAnyOtherAlive() { return nil }
    return id
  }

  /// True also where that is not certain yet.
  private func isAnyOtherAlive() throws -> Bool {
    try watch.workers().contains { try $0 != worker.id && watch.judge($0) != .lapsed }
  }

  /// Notes down what a cell took; `provenance` describes this process, and is asked for once.
  public func note(_ entry: ProvenanceLog.Entry, provenance: () -> Provenance) throws {
    let log = try log ?? ProvenanceLog(worker: worker.id, in: folder, provenance())
    self.log = log
    try log.append(entry)
  }
}

extension Crew {
  /// Leaves. The last to leave takes over what all have noted down, with `digest` when every cell of the
  /// digest is finished, clears what workers left behind, checkpoints when every cell is finished
  /// (`isComplete`), and gets the provenance; others get nil. Of workers
  /// on other machines it may take a minute to be certain. `unknown` describes this process, for
  /// results that nothing is known of.
  public func leave(
    suite: String, digest: String?, isComplete: Bool, unknown: () -> Provenance
  ) throws -> Provenance? {
    // Listed before this process is gone: who comes later finds nobody's, or makes its own.
    let leftovers = try self.leftovers(isComplete: isComplete)
    worker.leave()
    guard try firstAlive({ _ in true }) == nil else { return nil }
    let hasNews = !writer.store.provenanceLogs().isEmpty
    var provenance = writer.store.provenance() ?? unknown()
    if hasNews || provenance.digest != digest {
      (provenance.suite, provenance.digest) = (suite, digest)
      provenance.finish()
      try writer.write(provenance)
    }
    for path in leftovers { try FileAccess.remove(path) }
    for name in [Claims.folderName, Card.folderName] {
      try FileAccess.removeIfEmpty("\(folder)/\(name)")
    }
    if isComplete { try FileAccess.removeIfEmpty(writer.store.checkpointFolder) }
    return provenance
  }

  /// Claims, cards, logs, half-written files and, where every cell is finished, checkpoints.
  private func leftovers(isComplete: Bool) throws -> [String] {
    let checkpoints = writer.store.checkpointFolder
    var paths: [String] = []
    for place in [Claims.folderName, Card.folderName].map({ "\(folder)/\($0)" }) {
      paths += try FileAccess.names(in: place).map { "\(place)/\($0)" }
    }
    for place in [folder, "\(folder)/records", "\(folder)/optimizers", checkpoints] {
      for name in try FileAccess.names(in: place)
      where name.hasSuffix(FileAccess.temporarySuffix)
        || (isComplete && place == checkpoints && name.hasSuffix(".json"))
      {
        paths.append("\(place)/\(name)")
      }
    }
    return paths
  }
}
