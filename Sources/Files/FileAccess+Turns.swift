import Foundation

extension FileAccess {
  /// Runs `body` while no other process is inside this function with the same lock file; waits for its
  /// turn, at once where the file system has no locks.
  package static func inTurn<Value>(lock path: String, _ body: () throws -> Value) throws -> Value {
    let descriptor = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("create", path) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0, errno != ENOLCK, errno != EOPNOTSUPP, errno != ENOSYS {
      guard errno == EINTR else { throw failure("lock", path) }
    }
    return try body()
  }

  /// Removes files that were being written in a folder, and have not been touched for a day: those of
  /// processes that were killed.
  package static func removeLeftovers(in folder: String) throws {
    for name in try names(in: folder) where name.hasSuffix(temporarySuffix) {
      var status = stat()
      guard stat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        time(nil) - status.st_mtim.tv_sec > 24 * 60 * 60
      else { continue }
      try remove("\(folder)/\(name)")
    }
  }
}
