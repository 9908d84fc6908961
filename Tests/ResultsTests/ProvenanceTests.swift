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
    try FileAccess.replace(store.provenancePath(), with: Array("{".utf8))
    #expect(store.provenance() == nil)
  }

  @Test func outsideOfAWorkingCopyThereIsNoCommit() throws {
    let folder = try TemporaryFolder()
    let environment = RunEnvironment.current(folder: folder.path)
    #expect(environment.commit == nil)
    #expect(environment.hasUncommittedChanges == nil)
    #expect(!environment.host.isEmpty)
  }

  @Test func theProcessorIsTheFirstModelName() {
    let cpuinfo = "processor\t: 0\nmodel name\t: Fast CPU @ 2:1\n\nmodel name\t: Other\n"
    #expect(RunEnvironment.processor(cpuinfo: cpuinfo) == "Fast CPU @ 2:1")
    #expect(RunEnvironment.processor(cpuinfo: "CPU part : 0xd0c\n") == nil)
  }
}
