import Foundation
import Synchronization

/// The last lines of a process's standard error, read while the process runs so that it never waits.
final class StandardErrorTail: Sendable {
  private static let lines = 12
  private static let bytes = 4096

  private let text = Mutex<[UInt8]>([])
  private let ended = DispatchSemaphore(value: 0)

  /// Reads `stream` until nobody can write to it any more.
  init(of stream: FileHandle) {
    let descriptor = stream.fileDescriptor
    Thread.detachNewThread { [self] in
      var chunk = [UInt8](repeating: 0, count: Self.bytes)
      while true {
        let count = read(descriptor, &chunk, chunk.count)
        guard count > 0 else { break }
        text.withLock { $0 = Array(($0 + chunk[..<count]).suffix(Self.bytes)) }
      }
      withExtendedLifetime(stream) {}
      ended.signal()
    }
  }

  /// In one line, with ` | ` between them. Without an end of the stream for a second, what there is.
  var lastLines: String {
    _ = ended.wait(timeout: .now() + 1)
    ended.signal()
    let text = String(decoding: text.withLock { $0 }, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).suffix(Self.lines).joined(separator: " | ")
  }
}
