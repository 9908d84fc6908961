import Files
import Foundation
import Testing

@testable import Results

struct CrewTests {
  private let folder: TemporaryFolder
  private let writer: StoreWriter

  init() throws {
    folder = try TemporaryFolder()
    writer = try StoreWriter(folder: folder.path, suite: "sample")
  }

  private func crew(_ manifest: Manifest = Samples.manifest, patience: Duration = .seconds(60))
    throws -> Crew
  {
    try Crew(writer, manifest: manifest, patience: patience, pause: .milliseconds(20))
  }

  private func unknown() -> Provenance {
    Provenance(environment: .current(), gslVersion: "2.7.1", threads: 2)
  }

  private func names(_ subfolder: String) throws -> [String] {
    try FileAccess.names(in: "\(folder.path)/\(subfolder)")
  }

  /// A card that a process left, or leaves, on a machine whose locks are not seen here.
  private func card(_ id: String, mount: String? = "elsewhere", beats: Int = 0) throws {
    let card = Card(version: Samples.key("0"), mount: mount)
    let bytes = try Array(JSONEncoder().encode(card)) + Array("\n\(beats)\n".utf8)
    try FileAccess.makeFolder("\(folder.path)/.workers")
    try FileAccess.replace(Card.path(of: id, in: folder.path), with: bytes)
  }

  @Test func aClaimIsOneProcesssAlone() throws {
    let crews = try (0..<8).map { _ in try crew() }
    for number in 0..<3 {
      for key in ["a", "b"] {
        #expect(try crews.count { try $0.claim(Samples.key(Character(key)), number: number) } == 1)
      }
    }
    let key = Samples.key("b")
    #expect(try crews[0].latestClaims(of: [key, Samples.key("c")]) == [key: 2])
  }

  @Test func aClaimNamesItsWorkerUntilItHasLeft() throws {
    var holder: Crew? = try crew()
    let other = try crew()
    let key = Samples.key("a")
    #expect(try holder?.claim(key, number: 0) == true)
    #expect(try other.holder(of: key, number: 0) != nil)
    holder = nil
    #expect(try other.holder(of: key, number: 0) == nil)
    #expect(try other.claim(key, number: 0) == false, "a claim is never taken away")
    #expect(try other.claim(key, number: 1))
  }

  /// How the kernel names this folder's file system on the card of a worker; nil where it does not.
  private func mountHere() throws -> String? {
    let path = try "\(folder.path)/.workers/\(#require(names(".workers").first))"
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    return Card.mount(of: descriptor)
  }

  private func claim(of worker: String) throws {
    try FileAccess.makeFolder("\(folder.path)/.claims")
    let path = "\(folder.path)/.claims/\(Claims.name(of: Samples.key("a"))).0"
    try FileAccess.replace(path, with: Array(worker.utf8))
  }

  @Test func theClaimOfAProcessKilledHereLapsesAtOnce() throws {
    let alive = try crew()
    let mount = try mountHere()
    try card("killed", mount: mount)
    try claim(of: "killed")
    #expect(try (alive.holder(of: Samples.key("a"), number: 0) == nil) == (mount != nil))
  }

  @Test func aClaimWithoutANameLapsesAtOnceWhereNoOtherProcessLives() throws {
    let alive = try crew()
    let mount = try mountHere()
    try card("killed", mount: mount)
    try claim(of: "")
    #expect(try (alive.holder(of: Samples.key("a"), number: 0) == nil) == (mount != nil))
    let other = try crew()
    #expect(try alive.holder(of: Samples.key("a"), number: 0) == "")
    withExtendedLifetime(other) {}
  }

  @Test func aCardThatStandsStillIsThatOfADeadWorkerElsewhere() throws {
    try card("there")
    var watch = WorkerWatch(folder: folder.path, patience: .milliseconds(300))
    #expect(try watch.judge("there") == .undecided)
    for beats in 1...4 {
      usleep(200_000)
      try card("there", beats: beats)
      #expect(try watch.judge("there") == .alive)
    }
    #expect(try watch.judge("there") == .undecided)
    usleep(400_000)
    #expect(try watch.judge("there") == .lapsed)
    try card("there", beats: 9)
    #expect(try watch.judge("there") == .lapsed, "what is taken back stays so")
    #expect(try watch.judge("nobody") == .lapsed)
  }

  @Test func aClaimWhoseWorkerHasNotWrittenItsNameIsNotLapsed() throws {
    var watch = WorkerWatch(folder: folder.path, patience: .milliseconds(100))
    #expect(try watch.judge("", of: "a.0") == .undecided)
    #expect(try watch.judge("", of: "b.0") == .undecided)
    usleep(200_000)
    #expect(try watch.judge("", of: "a.0") == .lapsed)
  }

  @Test func workersBeat() throws {
    let crew = try crew()
    let path = try "\(folder.path)/.workers/\(#require(names(".workers").first))"
    let first = try FileAccess.read(path, limit: 1000)
    var later = first
    for _ in 0..<500 where later == first {
      usleep(10_000)
      later = try FileAccess.read(path, limit: 1000)
    }
    #expect(later != first)
    withExtendedLifetime(crew) {}
  }

  @Test func anotherVersionOfTheSuiteWaitsUntilNobodyIsAtWork() throws {
    var changed = Samples.manifest
    changed.description = "another version"
    var old: Crew? = try crew()
    #expect {
      try crew(changed)
    } throws: {
      "\($0)".contains("at work on another version of the suite")
    }
    #expect(try writer.store.manifest() == Samples.manifest)
    #expect(try names(".workers").count == 1, "the refused one has left")
    withExtendedLifetime(old) {}
    old = nil
    let new = try crew(changed)
    #expect(try writer.store.manifest() == changed)
    withExtendedLifetime(new) {}
  }

  @Test func aDeadWorkerElsewhereIsWaitedForNoLongerThanThePatience() throws {
    try card("there")
    let began = ContinuousClock.now
    let crew = try crew(patience: .milliseconds(500))
    #expect(began.duration(to: .now) >= .milliseconds(500))
    withExtendedLifetime(crew) {}
  }

  @Test func theLastToLeaveTakesOverWhatAllHaveNotedDown() throws {
    let crews = try (0..<3).map { _ in try crew() }
    for (index, crew) in crews.enumerated() {
      #expect(try crew.claim(Samples.key("a"), number: index))
      // A cell that two processes ran counts once.
      for key in ["\(index)", "shared"] {
        try crew.note(.init(key: key, seconds: 1, metaSteps: 10, innerSteps: 100)) {
          Provenance(environment: .current(), gslVersion: "2.7.1", threads: index)
        }
      }
    }
    let noted = try #require(writer.store.provenance())
    #expect(noted.cellSeconds.count == 4)
    try FileAccess.replace("\(folder.path)/records/x.json.partial", with: [1])
    #expect(
      try crews[0].leave(suite: "sample", digest: "d", isComplete: true, unknown: unknown) == nil)
    #expect(
      try crews[1].leave(suite: "sample", digest: "d", isComplete: true, unknown: unknown) == nil)
    let whole = try #require(
      try crews[2].leave(suite: "sample", digest: "d", isComplete: true, unknown: unknown))
    #expect(whole.cellSeconds == ["0": 1, "1": 1, "2": 1, "shared": 1])
    #expect((whole.metaSteps, whole.innerSteps) == (40, 400))
    #expect(whole.digest == "d")
    #expect(writer.store.provenance() == whole)
    #expect(try names("") == ["manifest.json", "optimizers", "provenance.json", "records"])
    #expect(try names("records").isEmpty)
  }

  @Test func whatAKilledProcessNotedDownIsKept() throws {
    let log = "\(folder.path)/.workers/killed.jsonl"
    let first = try crew()
    var provenance = Provenance(environment: .current(), gslVersion: "2.7.1", threads: 2)
    provenance.commit = "the killed one's"
    let header = try String(decoding: JSONEncoder().encode(provenance), as: UTF8.self)
    let line = #"{"innerSteps":1,"key":"a","metaSteps":2,"seconds":3}"#
    try FileAccess.replace(log, with: Array("\(header)\n\(line)\n{\"inner".utf8))
    let merged = try #require(
      try first.leave(suite: "sample", digest: nil, isComplete: false, unknown: unknown))
    #expect(merged.cellSeconds == ["a": 3])
    #expect(merged.commit == "the killed one's")
    #expect(try FileAccess.read(log, limit: 1) == nil)
  }
}
