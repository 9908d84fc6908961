import CChildProcess
import Foundation
import Synchronization

/// A process with three pipes as its standard streams: in a group of its own, with no other file of ours
/// open, and with no signal ignored, whatever this process ignores.
final class ChildProcess: Sendable {
  let id: pid_t
  /// Our ends of its standard streams.
  let input: FileHandle
  let output: FileHandle
  let errors: FileHandle
  /// As `waitpid` gives it, once the process has ended.
  private let ended = Mutex<Int32?>(nil)

  private static let groups = Mutex<Set<pid_t>>([])

  /// Starts a program, which is looked for in PATH where its name has no slash. Throws what the system says.
  init(_ words: [String], in folder: String) throws(POSIXError) {
    let pipes = [Pipe(), Pipe(), Pipe()]
    let theirs = [
      pipes[0].fileHandleForReading, pipes[1].fileHandleForWriting, pipes[2].fileHandleForWriting,
    ]
    (input, output, errors) = (
      pipes[0].fileHandleForWriting, pipes[1].fileHandleForReading, pipes[2].fileHandleForReading
    )
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var id = pid_t()
    let problem = start_child_process(&id, arguments, folder, theirs.map(\.fileDescriptor))
    for handle in theirs { try? handle.close() }
    guard problem == 0 else { throw POSIXError(POSIXErrorCode(rawValue: problem) ?? .EIO) }
    self.id = id
    Self.groups.withLock { groups in _ = groups.insert(id) }
  }
}

extension ChildProcess {
  /// As `waitpid` gives it; nil while the process runs.
  var status: Int32? {
    ended.withLock { ended in
      if ended == nil {
        var status: Int32 = 0
        if waitpid(id, &status, WNOHANG) != 0 {
          ended = status
          Self.groups.withLock { groups in _ = groups.remove(id) }
        }
      }
      return ended
    }
  }

  /// The status once the process has ended, or nil when it has not after `seconds`.
  func status(within seconds: Double) -> Int32? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while status == nil, ContinuousClock.now < deadline { usleep(2_000) }
    return status
  }

  /// Ends the process and those that it started.
  func kill() {
    _ = Foundation.kill(-id, SIGKILL)
    _ = status(within: 1)
  }

  /// Ends all that run. For a program that ends at once.
  static func killAll() {
    for id in groups.withLock({ $0 }) { _ = Foundation.kill(-id, SIGKILL) }
  }
}
