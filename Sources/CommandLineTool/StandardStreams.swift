import ArgumentParser
import Files
import Foundation
import Synchronization

/// Standard output, where results go: what cannot be written is an error.
enum StandardOutput {
  private static let stream = ByteStream(descriptor: 1, patience: .seconds(30))

  /// Writes a line, or several, fit for a terminal.
  static func print(_ text: String = "") throws {
    try write(text.visible(keeping: ["\n", "\t"]) + "\n")
  }

  /// Writes a text as it is, for machines. A broken pipe ends the process by SIGPIPE; where that is
  /// ignored, with exit code 1 and without a word, because nobody reads on.
  static func write(_ text: String) throws {
    switch stream.write(text) {
    case 0: return
    case EPIPE: throw ExitCode.failure
    case let code: throw FileError.system(operation: "write", path: "standard output", code: code)
    }
  }
}

/// Standard error, where all else goes: what cannot be written is dropped.
enum StandardError {
  private static let stream = ByteStream(descriptor: 2, patience: .seconds(1))
  /// Whether the last text was dropped because nobody reads: the next one is not waited for.
  private static let isStuck = Atomic(false)

  /// Writes a line, or several, fit for a terminal.
  static func print(_ text: String) { write(text.visible(keeping: ["\n", "\t"]) + "\n") }

  /// Writes a text as it is. `mayBlock` is false where the process is to end whoever reads.
  static func write(_ text: String, mayBlock: Bool = true) {
    let stream =
      isStuck.load(ordering: .relaxed) ? ByteStream(descriptor: 2, patience: .zero) : stream
    isStuck.store(stream.write(text, mayBlock: mayBlock) == EAGAIN, ordering: .relaxed)
  }
}

/// What the process has been given to start with.
enum StandardStreams {
  /// Opens descriptors 0 to 2 where they are closed, so that no file of ours gets their numbers. Writing
  /// to one of them stays an error.
  static func open() {
    for descriptor in 0...2 as ClosedRange<Int32> where fcntl(descriptor, F_GETFD) < 0 {
      _ = Foundation.open("/dev/null", O_RDONLY)
    }
  }
}
