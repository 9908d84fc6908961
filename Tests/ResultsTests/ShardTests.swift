import Testing

@testable import Results

struct ShardTests {
  private let folder: TemporaryFolder
  private let first: Shard
  private let second: Shard

  init() throws {
    folder = try TemporaryFolder()
    first = try #require(Shard("1/2"))
    second = try #require(Shard("2/2"))
  }

  @Test(arguments: ["1/1", "3/7", "10000/10000"]) func shardsAreReadAndPrinted(text: String) {
    #expect(Shard(text)?.description == text)
  }

  @Test(arguments: ["", "1", "0/2", "3/2", "-1/2", "1/0", "1/2/3", "a/b", "1/10001", "1/"])
  func whatIsNoShardIsRefused(text: String) {
    #expect(Shard(text) == nil)
  }

  @Test(arguments: [1, 2, 3, 7]) func everyPositionBelongsToOneShard(count: Int) {
    let shards = (1...count).compactMap { Shard("\($0)/\(count)") }
    for position in 0..<20 {
      #expect(shards.count { $0.contains(position: position) } == 1)
    }
  }

  @Test func shardsShareTheFolderAndAWholeRunDoesNot() throws {
    var one: StoreWriter? = try StoreWriter(folder: folder.path, suite: "sample", shard: first)
    let two = try StoreWriter(folder: folder.path, suite: "sample", shard: second)
    try one?.write(Samples.manifest)
    try two.write(Samples.manifest)
    #expect(try two.store.manifest() == Samples.manifest)
    #expect(throws: ResultsError.self) { try StoreWriter(folder: folder.path, suite: "sample") }
    one = nil
    #expect(throws: ResultsError.self) { try StoreWriter(folder: folder.path, suite: "sample") }
    withExtendedLifetime(two) {}
  }

  @Test func aWholeRunKeepsShardsOut() throws {
    let writer = try StoreWriter(folder: folder.path, suite: "sample")
    #expect {
      try StoreWriter(folder: folder.path, suite: "sample", shard: first)
    } throws: {
      "\($0)".contains("another run is writing here (process ")
    }
    withExtendedLifetime(writer) {}
  }

  @Test func anotherVersionOfTheSuiteReplacesTheManifestOnlyAlone() throws {
    try Samples.fill(folder.path)
    var changed = Samples.manifest
    changed.description = "another version"
    do {
      let old = try StoreWriter(folder: folder.path, suite: "sample", shard: first)
      try old.write(Samples.manifest)
      let new = try StoreWriter(folder: folder.path, suite: "sample", shard: second)
      #expect(throws: ResultsError.otherVersion(folder: folder.path)) { try new.write(changed) }
      #expect(try new.store.manifest() == Samples.manifest)
      withExtendedLifetime(old) {}
    }
    let alone = try StoreWriter(folder: folder.path, suite: "sample", shard: first)
    try alone.write(changed)
    #expect(try alone.store.manifest() == changed)
    _ = try StoreWriter(folder: folder.path, suite: "sample", shard: second)
  }

  @Test func shardsThatStartTogetherReplaceTheManifestOfAnEarlierVersion() throws {
    try Samples.fill(folder.path)
    var changed = Samples.manifest
    changed.description = "another version"
    let writers = try [first, second].map {
      try StoreWriter(folder: folder.path, suite: "sample", shard: $0)
    }
    for writer in writers {
      try writer.write(changed)
      #expect(try writer.store.manifest() == changed)
    }
    #expect(throws: ResultsError.self) { try StoreWriter(folder: folder.path, suite: "sample") }
    withExtendedLifetime(writers) {}
  }

  @Test func aWholeRunTakesOverWhatShardsNotedDown() throws {
    var provenance = Provenance(environment: .current(), gslVersion: "2.7.1", threads: 2)
    for (shard, key) in [(first, "a"), (second, "b")] {
      provenance.cellSeconds = [key: 1]
      provenance.metaSteps = 10
      try StoreWriter(folder: folder.path, suite: "sample", shard: shard).write(provenance)
    }
    let store = Store(folder: folder.path)
    var whole = Provenance(environment: .current(), gslVersion: "2.7.1", threads: 2)
    store.shardProvenances().forEach { whole.add($0) }
    #expect(whole.cellSeconds == ["a": 1, "b": 1])
    #expect(whole.metaSteps == 20)
    try StoreWriter(folder: folder.path, suite: "sample").removeShardProvenances()
    #expect(store.shardProvenances().isEmpty)
  }
}
