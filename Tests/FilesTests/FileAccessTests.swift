import Foundation
import TestSupport
import Testing

@testable import Files

/// One after the other: the umask is the whole process's.
@Suite(.serialized) struct FileAccessTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/file" }

  init() throws { folder = try TemporaryFolder() }

  @Test func shortWritesAndInterruptionsAreContinued() throws {
    var calls = 0
    let bytes = (0..<100).map { UInt8($0) }
    try FileAccess.replace(path, with: bytes) { descriptor, base, count in
      calls += 1
      if calls.isMultiple(of: 2) {
        errno = EINTR
        return -1
      }
      return Foundation.write(descriptor, base, min(count, 7))
    }
    #expect(try FileAccess.read(path, limit: 100) == bytes)
  }

  @Test(arguments: [(ENOSPC, -1), (EIO, -1), (EDQUOT, 0)] as [(Int32, Int)])
  func aFullDiskLeavesTheOldBytesAndNoTemporaryFile(code: Int32, result: Int) throws {
    try FileAccess.replace(path, with: [1, 2, 3])
    #expect(
      throws: FileError.system(operation: "write", path: path, code: code)
    ) {
      var calls = 0
      try FileAccess.replace(path, with: Array(repeating: 9, count: 100)) {
        descriptor, base, count in
        calls += 1
        if calls == 1 { return Foundation.write(descriptor, base, 10) }
        errno = code
        return result
      }
    }
    #expect(try FileAccess.read(path, limit: 100) == [1, 2, 3])
    #expect(try FileAccess.names(in: folder.path) == ["file"])
  }

  @Test func aFolderThatVanishedIsAnError() throws {
    try FileManager.default.removeItem(atPath: folder.path)
    #expect {
      try FileAccess.replace(path, with: [1])
    } throws: {
      "\($0)".hasSuffix(": could not create: No such file or directory")
    }
  }

  @Test func aFolderIsMadeWithThoseAboveItOnlyWhenAsked() throws {
    let deep = "\(folder.path)/a/b/"
    #expect {
      try FileAccess.makeFolder(deep)
    } throws: {
      "\($0)".hasSuffix(": could not make the folder: No such file or directory")
    }
    #expect(try FileAccess.names(in: folder.path).isEmpty)
    try FileAccess.makeFolders(deep)
    try FileAccess.makeFolders(deep)
    #expect(try FileAccess.names(in: "\(folder.path)/a") == ["b"])
  }

  @Test func filesBelowAFolderAreListedByPath() throws {
    try FileAccess.makeFolders("\(folder.path)/a/b")
    try FileAccess.makeFolder("\(folder.path)/.git")
    for name in ["z", "a/x", "a/b/y", ".git/head", "a/.hidden"] {
      try FileAccess.replace("\(folder.path)/\(name)", with: [])
    }
    symlink("/", "\(folder.path)/a/link")
    #expect(try FileAccess.files(below: folder.path) == ["a/b/y", "a/link", "a/x", "z"])
  }

  @Test func aFileInPlaceOfAFolderIsAnError() throws {
    try FileAccess.replace(path, with: [])
    #expect(throws: FileError.self) { try FileAccess.makeFolders(path) }
    #expect(throws: FileError.self) { try FileAccess.makeFolders("\(path)/x") }
  }

  @Test func onlyPlainFilesOfBoundedSizeAreRead() throws {
    try FileAccess.replace(path, with: [1, 2, 3])
    #expect(throws: FileError.self) { try FileAccess.read(path, limit: 2) }
    #expect(throws: FileError.self) { try FileAccess.read(folder.path, limit: 2) }
    #expect(throws: FileError.self) { try FileAccess.read("/dev/zero", limit: 2) }
    #expect(try FileAccess.read("\(path)-absent", limit: 2) == nil)
  }

  @Test(arguments: [0o000, 0o022, 0o027, 0o077] as [mode_t])
  func modesAreWhatTheUmaskLeaves(mask: mode_t) throws {
    let before = umask(mask)
    defer { umask(before) }
    try FileAccess.makeFolders("\(folder.path)/a/b")
    try FileAccess.replace(path, with: [1])
    #expect(try mode(path) == 0o666 & ~mask)
    for name in ["a", "a/b"] { #expect(try mode("\(folder.path)/\(name)") == 0o777 & ~mask) }
  }

  private func mode(_ path: String) throws -> mode_t {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status.st_mode & 0o777
  }

  @Test(arguments: [(EINVAL, true), (EOPNOTSUPP, true), (ENOSYS, true), (EIO, false)])
  func fileSystemsThatCannotSyncAreLetPass(code: Int32, passes: Bool) {
    func sync() throws {
      try FileAccess.sync(1, path: "r") { _ in
        errno = code
        return -1
      }
    }
    if passes {
      #expect(throws: Never.self) { try sync() }
    } else {
      #expect(throws: FileError.system(operation: "sync", path: "r", code: code)) { try sync() }
    }
  }

  @Test func aLinkedFolderIsFollowed() throws {
    try FileAccess.makeFolder("\(folder.path)/real")
    symlink("real", "\(folder.path)/link")
    try FileAccess.makeFolders("\(folder.path)/link/a")
    try FileAccess.replace("\(folder.path)/link/a/x", with: [1])
    #expect(try FileAccess.read("\(folder.path)/real/a/x", limit: 1) == [1])
  }
}
