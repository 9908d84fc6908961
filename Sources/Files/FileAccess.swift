import Foundation

/// Whole files read and written so that a kill, a full disk or a lost folder leaves either the old
/// bytes or the new ones, never a mixture. Modes of files and folders are what the umask leaves.
package enum FileAccess {
  /// Ends the name of a file that is still being written.
  package static let temporarySuffix = ".partial"

  package static func temporaryPath(of path: String) -> String {
    "\(path).\(uniqueName())\(temporarySuffix)"
  }

  /// Host and process for people, and 32 random bits, because two containers may share the others.
  package static func uniqueName() -> String {
    "\(processName)-\(String(UInt32.random(in: 0 ... .max), radix: 16))"
  }

  private static let processName: String = {
    let process = ProcessInfo.processInfo
    let host = process.hostName.prefix(40).map {
      $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
    }
    return "\(String(host))-\(process.processIdentifier)"
  }()

  /// Writes to a temporary name in the same folder, syncs, renames, and syncs the folder. On any
  /// error the temporary file is removed and whatever had the name before is untouched. Nothing is
  /// synced of what need not be durable. `write` is the system call, for tests of disks that fill up.
  package static func replace(
    _ path: String, with bytes: [UInt8], isDurable: Bool = true,
    write: (Int32, UnsafeRawPointer, Int) -> Int = { Foundation.write($0, $1, $2) }
  ) throws {
    let temporary = temporaryPath(of: path)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("create", path) }
    do {
      defer { close(descriptor) }
      try writeAll(bytes, to: descriptor, path: path, write: write)
      if isDurable { try sync(descriptor, path: path) }
      guard rename(temporary, path) == 0 else { throw failure("rename", path) }
    } catch {
      unlink(temporary)
      throw error
    }
    if isDurable { try syncFolder(FilePath.parent(of: path)) }
  }

  /// Writes a file that nobody needs after this process, and that nobody else looks at meanwhile.
  package static func writeScratch(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("create", path) }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor, path: path) { Foundation.write($0, $1, $2) }
  }

  private static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, path: String,
    write: (Int32, UnsafeRawPointer, Int) -> Int
  ) throws {
    try bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      var written = 0
      while written < buffer.count {
        let count = write(descriptor, base + written, buffer.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw failure("write", path) }
        written += count
      }
    }
  }

  /// Makes renames and removals in a folder durable.
  package static func syncFolder(_ path: String) throws {
    let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    try sync(descriptor, path: path)
  }

  /// Makes what was written durable where the file system can. Those that cannot say so with EINVAL,
  /// EOPNOTSUPP or ENOSYS: network and encrypting ones, for folders, which order renames themselves.
  /// `fsync` is the system call, for tests of such file systems.
  package static func sync(
    _ descriptor: Int32, path: String, fsync: (Int32) -> Int32 = { Foundation.fsync($0) }
  ) throws {
    guard fsync(descriptor) == 0 || [EINVAL, EOPNOTSUPP, ENOSYS].contains(errno) else {
      throw failure("sync", path)
    }
  }

  /// All bytes of a regular file, or nil when there is none. More than `limit` bytes are refused
  /// before any is read.
  package static func read(_ path: String, limit: Int) throws -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("open", path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("inspect", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError.unexpected(path: path, found: "no file", expected: "a plain file")
    }
    guard status.st_size <= limit else {
      throw FileError.unexpected(
        path: path, found: "\(status.st_size) bytes", expected: "at most \(limit)")
    }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Foundation.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("read", path) }
      guard count > 0 else { break }
      filled += count
    }
    return Array(bytes.prefix(filled))
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Removes one file, if it is there.
  package static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
  }

  /// Removes a folder, if it is there and empty.
  package static func removeIfEmpty(_ path: String) throws {
    guard rmdir(path) == 0 || errno == ENOENT || errno == ENOTEMPTY || errno == EEXIST else {
      throw failure("remove", path)
    }
  }

  /// Makes a folder in one that is there, if it is not there itself.
  package static func makeFolder(_ path: String) throws {
    if mkdir(path, 0o777) == 0 { return try syncFolder(FilePath.parent(of: path)) }
    guard errno == EEXIST else { throw failure("make the folder", path) }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw FileError.system(operation: "make the folder", path: path, code: ENOTDIR)
    }
  }

  /// Makes a folder and those above it that are not there.
  package static func makeFolders(_ path: String) throws {
    let parent = FilePath.parent(of: path)
    do {
      try makeFolder(path)
    } catch FileError.system(_, _, ENOENT) where !parent.isEmpty && parent != path {
      try makeFolders(parent)
      try makeFolder(path)
    }
  }

  /// The names in a folder, sorted; none when it is not there.
  package static func names(in folder: String) throws -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw failure("list", folder)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The files of a folder and of all folders in it, by path inside it, sorted; none whose name, or
  /// folder's name, begins with a dot. Links are files, wherever they lead.
  package static func files(below folder: String) throws -> [String] {
    try names(in: folder).filter { !$0.hasPrefix(".") }.flatMap { name in
      var status = stat()
      guard lstat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        return [name]
      }
      return try files(below: "\(folder)/\(name)").map { "\(name)/\($0)" }
    }
  }

  package static func failure(_ operation: String, _ path: String) -> FileError {
    .system(operation: operation, path: path, code: errno)
  }
}
