import Files
import Foundation

/// The right to write into a results folder, held by one process alone, or by several shards of one
/// suite together.
///
/// An advisory lock of the kernel (flock) on the file `.lock`: it ends with the process, however
/// that ends, so a killed run never leaves a lock for a person to remove. The file's text is only
/// there to name the holder, of several shards the one that came last.
final class FolderLock: Sendable {
  static let fileName = ".lock"

  private let descriptor: Int32
  private let folder: String
  private var path: String { "\(folder)/\(Self.fileName)" }

  /// Throws `ResultsError.locked` when another process, or another lock of this one, holds it;
  /// with `shared`, when one holds it alone.
  init(folder: String, shared: Bool = false) throws {
    self.folder = folder
    let path = "\(folder)/\(Self.fileName)"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw FileError.system(operation: "create", path: path, code: errno)
    }
    try take(shared ? LOCK_SH : LOCK_EX)
    let text = Array(Self.ownName(shared: shared).utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count
    else { throw FileError.system(operation: "write", path: path, code: errno) }
  }

  /// Unlocked, not only closed: a process that is just being started may still share the descriptor.
  deinit {
    if descriptor >= 0 {
      release()
      close(descriptor)
    }
  }

  /// Gives the lock up until `share` or `alone`.
  func release() { flock(descriptor, LOCK_UN) }

  /// Takes the lock together with others; throws `ResultsError.locked` when one holds it alone.
  func share() throws { try take(LOCK_SH) }

  /// Runs `body` when no other process holds the lock, which is shared afterwards; false when one
  /// does.
  func alone(_ body: () throws -> Void) throws -> Bool {
    do {
      try take(LOCK_EX)
    } catch ResultsError.locked {
      // A conversion that fails has given up the old lock.
      try share()
      return false
    }
    try body()
    try share()
    return true
  }

  private func take(_ kind: Int32) throws {
    guard flock(descriptor, kind | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else {
        throw FileError.system(operation: "lock", path: path, code: errno)
      }
      throw ResultsError.locked(folder: folder, holder: Self.holder(in: path))
    }
  }

  private static func ownName(shared: Bool) -> String {
    let process = ProcessInfo.processInfo
    let start = ISO8601DateFormatter().string(from: Date())
    return "\(shared ? "shards, the last of them " : "")process \(process.processIdentifier)"
      + " on \(process.hostName) since \(start)\n"
  }

  /// What the holder wrote about itself; a fresh holder may not have come to it yet.
  private static func holder(in path: String) -> String {
    let bytes = (try? FileAccess.read(path, limit: 1024)) ?? []
    let text = String(decoding: bytes, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? "a process that has just started" : text
  }
}

extension FolderLock {
  /// Runs `body` while no other process is inside this function with the same folder; waits for
  /// its turn.
  static func inTurn<Value>(folder: String, _ body: () throws -> Value) throws -> Value {
    let path = "\(folder)/.manifest.lock"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw FileError.system(operation: "create", path: path, code: errno)
    }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw FileError.system(operation: "lock", path: path, code: errno)
      }
    }
    return try body()
  }
}
