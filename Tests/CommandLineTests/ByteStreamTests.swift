import Foundation
import TestSupport
import Testing

@testable import CommandLineTool

@Suite struct ByteStreamTests {
  /// A pipe whose writing end does not block.
  private func pipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    Foundation.pipe(&ends)
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    return (ends[0], ends[1])
  }

  @Test func aSlowReaderGetsEverything() {
    let (reading, writing) = pipe()
    let text = String(repeating: "0123456789", count: 50_000)
    let reader = Thread {
      var buffer = [UInt8](repeating: 0, count: 4096)
      var bytes = 0
      while case let count = read(reading, &buffer, buffer.count), count > 0 {
        bytes += count
        if bytes < 100_000 { usleep(2000) }
      }
    }
    reader.start()
    #expect(ByteStream(descriptor: writing, patience: .seconds(20)).write(text) == 0)
    close(writing)
  }

  @Test(arguments: [true, false])
  func aReaderThatStoppedIsWaitedForOnlySoLong(mayBlock: Bool) {
    let (reading, writing) = pipe()
    if !mayBlock { _ = fcntl(writing, F_SETFL, 0) }
    let stream = ByteStream(descriptor: writing, patience: .milliseconds(50))
    let text = String(repeating: "x", count: 1_000_000)
    let time = ContinuousClock().measure {
      #expect(stream.write(text, mayBlock: mayBlock) == EAGAIN)
    }
    #expect(time > .milliseconds(40) && time < .seconds(10))
    close(reading)
    close(writing)
  }

  @Test func aClosedOrFullDescriptorIsAnErrno() {
    #expect(ByteStream(descriptor: 9999, patience: .zero).write("x") == EBADF)
    let full = open("/dev/full", O_WRONLY)
    #expect(ByteStream(descriptor: full, patience: .zero).write("x") == ENOSPC)
    #expect(ByteStream(descriptor: full, patience: .zero).write("") == 0)
    close(full)
  }
}

@Suite struct AvailableProcessorsTests {
  @Test(arguments: [
    ("Cpus_allowed:\t3\n", 2), ("Name:\tx\nCpus_allowed:\tff,00000001\n", 9),
    ("Cpus_allowed:\t0\n", nil), ("", nil),
  ])
  func theAffinityMaskIsCounted(status: String, count: Int?) {
    #expect(AvailableProcessors.allowed(status: status) == count)
  }

  @Test func theSmallestShareOfTheGroupsAboveCounts() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("l2l-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let inner = folder.appendingPathComponent("a/b")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    func share() -> Int? { AvailableProcessors.share(group: "/a/b", root: folder.path) }
    #expect(share() == nil)
    for (path, text, expected) in [
      ("a/b/cpu.max", "max 100000\n", nil), ("cpu.max", "400000 100000\n", 4),
      ("a/cpu.max", "150000 100000\n", 2), ("a/b/cpu.max", "1000 100000\n", 1),
    ] as [(String, String, Int?)] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(path))
      #expect(share() == expected)
    }
    #expect(AvailableProcessors.share(group: nil) == nil)
  }

  @Test func aRunThatMayUseOneProcessorHasOneThread() throws {
    let folder = try TemporaryFolder()
    try write(TinySuite.yaml, to: folder.path)
    let run = try Tool.shell(
      #"""
      allowed=$(sed -n 's/^Cpus_allowed_list:[^0-9]*\([0-9]*\).*/\1/p' /proc/self/status)
      exec taskset -c "$allowed" "$L2L" run tiny.yaml --results r --quiet
      """#, in: folder.path)
    #expect(run.exitCode == 0, "\(run.errors)")
    let provenance = try String(contentsOfFile: "\(folder.path)/r/provenance.json", encoding: .utf8)
    #expect(provenance.contains(/"threads"\s*:\s*1\b/))
  }
}
