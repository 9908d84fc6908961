import Files
import Foundation
import Testing

@testable import Results

struct StoreTests {
  private let folder: TemporaryFolder
  private let store: Store

  init() throws {
    folder = try TemporaryFolder()
    store = Store(folder: "\(folder.path)/deep/results")
    try Samples.fill(store.folder)
  }

  @Test func whatIsWrittenIsRead() throws {
    #expect(try store.manifest() == Samples.manifest)
    #expect(try store.records(of: Samples.manifest) == Samples.records)
    #expect(try store.optimizerBytes(of: Samples.metaTraining) == Samples.optimizerBytes)
  }

  @Test func anEmptyFolderHoldsNothing() throws {
    let empty = Store(folder: "\(folder.path)/nowhere")
    #expect(try empty.manifest() == nil)
    #expect(try empty.state(of: Samples.manifest.cells[0], suite: "sample") == .missing)
    #expect(try empty.superseded(by: Samples.manifest).isEmpty)
    #expect(empty.provenance() == nil)
  }

  @Test func filesAreNamedForPeopleAndByKey() throws {
    let names = try FileAccess.names(in: "\(store.folder)/records")
    #expect(names.contains("tune-adam-on-quadratic-uniform-10-at-2.cccccccccccc.json"))
    #expect(names.count == 5)
    #expect(Store.slug(of: "../Ähm -- x") == "hm-x")
    #expect(Store.slug(of: String(repeating: "a", count: 400)).count == 120)
  }

  @Test func aDamagedRecordIsReportedAndMendedByWritingItAgain() throws {
    let cell = Samples.manifest.cells[0]
    try overwrite(store.recordPath(of: cell)) { $0[80] ^= 1 }
    guard case .damaged(let error) = try store.state(of: cell, suite: "sample") else {
      Issue.record("the damage went unnoticed")
      return
    }
    #expect("\(error)".hasPrefix("\(store.recordPath(of: cell)): checksum: found"))
    #expect(throws: error) { try store.digest(of: Samples.manifest) }
    try StoreWriter(folder: store.folder, suite: "sample").write(Samples.records[0])
    #expect(try store.state(of: cell, suite: "sample") == .finished(Samples.records[0]))
  }

  @Test func aRecordOfAnotherCellUnderTheNameIsDamage() throws {
    let cells = Samples.manifest.cells
    try FileManager.default.removeItem(atPath: store.recordPath(of: cells[0]))
    try FileManager.default.copyItem(
      atPath: store.recordPath(of: cells[2]), toPath: store.recordPath(of: cells[0]))
    guard case .damaged = try store.state(of: cells[0], suite: "sample") else {
      Issue.record("another cell's record was taken")
      return
    }
    guard case .damaged = try store.state(of: cells[2], suite: "other") else {
      Issue.record("another suite's record was taken")
      return
    }
  }

  @Test(arguments: [true, false])
  func aMetaTrainingRecordNeedsItsOptimizerFileWhole(isThere: Bool) throws {
    let path = store.optimizerPath("lstm-0.safetensors")
    if isThere {
      try overwrite(path) { $0[0] ^= 1 }
    } else {
      try FileAccess.remove(path)
    }
    let cell = Samples.manifest.cells[1]
    guard case .damaged = try store.state(of: cell, suite: "sample") else {
      Issue.record("a damaged optimizer file was taken")
      return
    }
    #expect(throws: ResultsError.self) { try store.digest(of: Samples.manifest) }
  }

  @Test func theDigestIsOverRecordsAndOptimizersAndNothingElse() throws {
    let digest = try store.digest(of: Samples.manifest)
    let lines = try Samples.records.dropLast().map {
      "record \($0.key) \(Digest.hexadecimal(of: try $0.encoded()))\n"
    }
    let expected =
      lines.joined() + "optimizer lstm-0.safetensors "
      + "\(Digest.hexadecimal(of: Samples.optimizerBytes))\n"
    #expect(digest == Digest.hexadecimal(of: expected))

    var reordered = Samples.manifest
    reordered.cells.reverse()
    reordered.description = "another"
    #expect(try store.digest(of: reordered) == digest)

    try FileAccess.remove(store.recordPath(of: Samples.manifest.cells[4]))
    #expect(try store.digest(of: Samples.manifest) == digest)

    try FileAccess.remove(store.recordPath(of: Samples.manifest.cells[3]))
    #expect {
      try store.digest(of: Samples.manifest)
    } throws: {
      "\($0)".contains("found no record of `evaluate lstm`")
    }
  }

  @Test func supersededFilesAreListedAndRemoved() throws {
    var manifest = Samples.manifest
    manifest.cells.remove(at: 1)
    manifest.cells.remove(at: 0)
    let expected = [
      "optimizers/lstm-0.safetensors", "records/meta-train-lstm.bbbbbbbbbbbb.json",
      "records/search-lstm.aaaaaaaaaaaa.json",
    ]
    #expect(try store.superseded(by: Samples.manifest).isEmpty)
    #expect(try store.superseded(by: manifest) == expected)
    let writer = try StoreWriter(folder: store.folder, suite: "sample")
    try writer.remove(expected)
    #expect(try store.superseded(by: manifest).isEmpty)
    #expect(try store.records(of: manifest).count == 3)
  }

  @Test func theFolderOfAnotherSuiteIsRefused() {
    #expect(
      throws: ResultsError.otherSuite(
        folder: store.folder, found: "sample", expected: "quadratics")
    ) {
      try StoreWriter(folder: store.folder, suite: "quadratics")
    }
  }

  @Test func aDamagedManifestIsNoObstacleToAWriter() throws {
    try overwrite(store.manifestPath) { $0.removeLast(9) }
    #expect(throws: ResultsError.self) { try store.manifest() }
    try StoreWriter(folder: store.folder, suite: "sample").write(Samples.manifest)
    #expect(try store.manifest() == Samples.manifest)
  }

  private func overwrite(_ path: String, _ damage: (inout [UInt8]) -> Void) throws {
    var bytes = try #require(try FileAccess.read(path, limit: 1 << 20))
    damage(&bytes)
    try FileAccess.replace(path, with: bytes)
  }
}
