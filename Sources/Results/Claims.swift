import Files
import Foundation

/// Who runs which cell of a results folder.
///
/// A claim is the file `.claims/<start of the key>.<n>`, which holds its worker's id. The file system
/// makes it for one process alone (O_EXCL), on every machine that shares the folder. A claim is never
/// changed or taken away: where the worker of claim n died, claim n + 1 is made beside it, again by one
/// process alone. A finished cell keeps its claims until the last worker leaves, so a machine
/// that does not see the new record yet does not run its cell again.
struct Claims {
  static let folderName = ".claims"

  private let folder: String
  private let worker: String

  init(folder: String, worker: String) {
    self.folder = "\(folder)/\(Self.folderName)"
    self.worker = worker
  }

  static func name(of key: String) -> String { String(key.prefix(32)) }

  /// Makes claim `number` of a cell; false when it is another's already.
  func take(_ key: String, number: Int) throws -> Bool {
    let path = "\(folder)/\(Self.name(of: key)).\(number)"
    var descriptor = Self.create(path)
    if descriptor < 0, errno == ENOENT {
      try FileAccess.makeFolder(folder)
      descriptor = Self.create(path)
    }
    guard descriptor >= 0 else {
      if errno == EEXIST { return false }
      throw FileAccess.failure("create", path)
    }
    defer { close(descriptor) }
    let bytes = Array(worker.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      throw FileAccess.failure("write", path)
    }
    return true
  }

  private static func create(_ path: String) -> Int32 {
    open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  }

  /// The worker of a claim; nil when the claim is gone, empty when its worker has not come to
  /// writing its name.
  func holder(of key: String, number: Int) throws -> String? {
    let path = "\(folder)/\(Self.name(of: key)).\(number)"
    return try FileAccess.read(path, limit: 4096).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Leaves word that the worker of a claim has given the cell up, so that others may try it.
  func giveUp(_ key: String, number: Int) throws {
    let path = givenUpPath(key, number)
    let descriptor = Self.create(path)
    guard descriptor >= 0 else { throw FileAccess.failure("create", path) }
    close(descriptor)
  }

  func isGivenUp(_ key: String, number: Int) throws -> Bool {
    try FileAccess.read(givenUpPath(key, number), limit: 4096) != nil
  }

  private func givenUpPath(_ key: String, _ number: Int) -> String {
    "\(folder)/\(Self.name(of: key)).\(number).given-up"
  }

  /// The highest number of the claims of each cell that has any, by the name of its key.
  func latest() throws -> [String: Int] {
    var latest: [String: Int] = [:]
    for file in try FileAccess.names(in: folder) {
      let parts = file.split(separator: ".")
      guard parts.count == 2, let number = Int(parts[1]) else { continue }
      latest[String(parts[0]), default: number] = max(number, latest[String(parts[0])] ?? number)
    }
    return latest
  }
}
