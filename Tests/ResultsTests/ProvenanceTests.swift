import Files
import Testing

@testable import Results

struct ProvenanceTests {
  @Test func provenanceSurvivesItsFile() throws {
    let folder = try TemporaryFolder()
    var provenance = Provenance(environment: .current(), gslVersion: "2.7.1", threads: 2)
    provenance.cellSeconds = ["b": 1.5, "a": 0.25]
    provenance.metaStepsPerSecond = 30
    let writer = try StoreWriter(folder: folder.path, suite: "sample")
    try writer.write(provenance)
    #expect(writer.store.provenance() == provenance)
  }

  @Test func damagedProvenanceIsNone() throws {
    let folder = try TemporaryFolder()
    let store = Store(folder: folder.path)
    try FileAccess.replace(store.provenancePath, with: Array("{".utf8))
    #expect(store.provenance() == nil)
  }

  @Test func theBuildIsThatOfTheProgramNotOfTheFolder() throws {
    let build = RunEnvironment.Build(version: "1.2.3", commit: "abc", hasUncommittedChanges: false)
    let provenance = Provenance(
      environment: .current(build: build), gslVersion: "2.7.1", threads: 2)
    #expect(provenance.version == "1.2.3" && provenance.commit == "abc")
    #expect(provenance.hasUncommittedChanges == false)
    let unknown = Provenance(environment: .current(), gslVersion: "2.7.1", threads: 2)
    #expect(unknown.version == nil && unknown.commit == nil)
    #expect(unknown.hasUncommittedChanges == nil)
  }

  @Test func provenanceWithoutAVersionIsRead() throws {
    let folder = try TemporaryFolder()
    let store = Store(folder: folder.path)
    var provenance = Provenance(environment: .current(), gslVersion: "2.7.1", threads: 2)
    provenance.commit = "abc"
    let text = String(decoding: try provenance.encoded(), as: UTF8.self)
    #expect(!text.contains("\"version\""))
    try FileAccess.replace(store.provenancePath, with: Array(text.utf8))
    #expect(store.provenance() == provenance)
  }

  @Test func theProcessorIsTheFirstModelName() {
    let cpuinfo = "processor\t: 0\nmodel name\t: Fast CPU @ 2:1\n\nmodel name\t: Other\n"
    #expect(RunEnvironment.processor(cpuinfo: cpuinfo) == "Fast CPU @ 2:1")
    #expect(RunEnvironment.processor(cpuinfo: "CPU part : 0xd0c\n") == nil)
  }
}
