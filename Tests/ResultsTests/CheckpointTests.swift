import Files
import Testing

@testable import Results

struct CheckpointTests {
  private let folder: TemporaryFolder
  private let writer: StoreWriter
  private let cell = Samples.manifest.cells[1]
  private var path: String { writer.store.checkpointPath(of: cell) }

  init() throws {
    folder = try TemporaryFolder()
    writer = try StoreWriter(folder: folder.path, suite: "sample")
  }

  private func read() throws -> [Double]? {
    try writer.store.checkpoint(of: cell, as: [Double].self)?.state
  }

  @Test func aStateSurvivesItsFileUntilItIsForgotten() throws {
    #expect(try read() == nil)
    try writer.writeCheckpoint([0.1, .leastNonzeroMagnitude], seconds: 2, of: cell)
    #expect(try read() == [0.1, .leastNonzeroMagnitude])
    try writer.removeCheckpoint(of: cell)
    #expect(try read() == nil)
  }

  @Test func aCheckpointCutAnywhereOrWithAnyByteFlippedIsNotTaken() throws {
    try writer.writeCheckpoint([0.5], seconds: 2, of: cell)
    let whole = try #require(try FileAccess.read(path, limit: 1 << 20))
    for index in whole.indices {
      var flipped = whole
      flipped[index] ^= 1
      for damaged in [Array(whole[..<index]), flipped] {
        try FileAccess.replace(path, with: damaged)
        #expect(throws: ResultsError.self, "byte \(index)") { try read() }
      }
    }
  }

  @Test func theCheckpointOfAnotherCellOrKindIsNotTaken() throws {
    let other = Manifest.Cell(key: Samples.key("7"), label: cell.label, external: false)
    try writer.writeCheckpoint([0.5], seconds: 2, of: other)
    let bytes = try #require(
      try FileAccess.read(writer.store.checkpointPath(of: other), limit: 1 << 20))
    try FileAccess.replace(path, with: bytes)
    #expect(throws: ResultsError.self) { try read() }
    try writer.writeCheckpoint(["text"], seconds: 2, of: cell)
    #expect(throws: ResultsError.self) { try read() }
  }

  @Test func aRunThatHasEndedLeavesNoCheckpoints() throws {
    try writer.writeCheckpoint([0.5], seconds: 2, of: cell)
    let crew = try Crew(writer, manifest: Samples.manifest)
    _ = try crew.leave(suite: "sample", digest: "d", isComplete: true) {
      Provenance(environment: .current(), gslVersion: "2.7.1", threads: 2)
    }
    #expect(try !FileAccess.names(in: folder.path).contains("checkpoints"))
  }
}
