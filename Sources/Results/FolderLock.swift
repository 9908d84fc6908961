import Foundation

/// The right to write into a results folder, held by one process at a time.
///
/// An advisory lock of the kernel (flock) on the file `.lock`: it ends with the process, however
/// that ends, so a killed run never leaves a lock for a person to remove. The file's text is only
/// there to name the holder.
final class FolderLock: Sendable {
  static let fileName = ".lock"

  private let descriptor: Int32

  /// Throws `ResultsError.locked` when another process, or another lock of this one, holds it.
  init(folder: String) throws {
    let path = "\(folder)/\(Self.fileName)"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw ResultsError.fileSystem(operation: "create", path: path, code: errno)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      guard code == EWOULDBLOCK else {
        throw ResultsError.fileSystem(operation: "lock", path: path, code: code)
      }
      throw ResultsError.locked(folder: folder, holder: Self.holder(in: path))
    }
    self.descriptor = descriptor
    let text = Array(Self.ownName.utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count
    else {
      let code = errno
      close(descriptor)
      throw ResultsError.fileSystem(operation: "write", path: path, code: code)
    }
  }

  deinit { close(descriptor) }

  private static var ownName: String {
    let process = ProcessInfo.processInfo
    let start = ISO8601DateFormatter().string(from: Date())
    return "process \(process.processIdentifier) on \(process.hostName) since \(start)\n"
  }

  /// What the holder wrote about itself; a fresh holder may not have come to it yet.
  private static func holder(in path: String) -> String {
    let bytes = (try? FileAccess.read(path, limit: 1024)) ?? []
    let text = String(decoding: bytes, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? "a process that has just started" : text
  }
}
