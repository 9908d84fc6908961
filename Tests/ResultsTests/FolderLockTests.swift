import Files
import Foundation
import Testing

@testable import Results

struct FolderLockTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aSecondWriterIsToldWhoHoldsTheFolder() throws {
    var writer: StoreWriter? = try StoreWriter(folder: folder.path, suite: "sample")
    #expect {
      try StoreWriter(folder: folder.path, suite: "sample")
    } throws: {
      let process = "process \(ProcessInfo.processInfo.processIdentifier) on "
      return "\($0)".contains(process) && "\($0)".hasPrefix(folder.path)
    }
    #expect(try Store(folder: folder.path).manifest() == nil)
    #expect(writer != nil)
    writer = nil
    _ = try StoreWriter(folder: folder.path, suite: "sample")
  }

  @Test func theLockOfAKilledProcessNeedsNoHuman() throws {
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/bin/bash")
    holder.arguments = [
      "-c", "exec 9>\"$0/.lock\"; flock 9; echo process 1 on there >&9; exec sleep 600",
      folder.path,
    ]
    try holder.run()
    defer { if holder.isRunning { kill(holder.processIdentifier, SIGKILL) } }
    let isHeld = {
      try FileAccess.read("\(folder.path)/.lock", limit: 100)?.last == UInt8(ascii: "\n")
    }
    for _ in 0..<1_000 where try !isHeld() { usleep(10_000) }
    #expect(
      throws: ResultsError.locked(folder: folder.path, holder: "process 1 on there")
    ) {
      try StoreWriter(folder: folder.path, suite: "sample")
    }
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    _ = try StoreWriter(folder: folder.path, suite: "sample")
  }

  @Test func whatAKilledRunLeftHalfWrittenIsCleared() throws {
    try Samples.fill(folder.path)
    let left = ["manifest.json.partial", "records/x.json.partial", "optimizers/y.partial"]
    for name in left { try FileAccess.replace("\(folder.path)/\(name)", with: [1]) }
    _ = try StoreWriter(folder: folder.path, suite: "sample")
    for name in left {
      #expect(try FileAccess.read("\(folder.path)/\(name)", limit: 1) == nil)
    }
    #expect(try Store(folder: folder.path).records(of: Samples.manifest).count == 5)
  }
}
