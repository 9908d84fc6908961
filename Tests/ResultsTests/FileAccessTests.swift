import Foundation
import Testing

@testable import Results

struct FileAccessTests {
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
      throws: ResultsError.fileSystem(
        operation: "write", path: FileAccess.temporaryPath(of: path), code: code)
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
    let writer = try StoreWriter(folder: "\(folder.path)/results", suite: "sample")
    try FileManager.default.removeItem(atPath: "\(folder.path)/results")
    #expect {
      try writer.write(Samples.records[0])
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
    #expect(throws: ResultsError.self) { try StoreWriter(folder: path, suite: "sample") }
    #expect(throws: ResultsError.self) { try StoreWriter(folder: "\(path)/x", suite: "sample") }
  }

  @Test func onlyPlainFilesOfBoundedSizeAreRead() throws {
    try FileAccess.replace(path, with: [1, 2, 3])
    #expect(throws: ResultsError.self) { try FileAccess.read(path, limit: 2) }
    #expect(throws: ResultsError.self) { try FileAccess.read(folder.path, limit: 2) }
    #expect(throws: ResultsError.self) { try FileAccess.read("/dev/zero", limit: 2) }
    #expect(try FileAccess.read("\(path)-absent", limit: 2) == nil)
  }
}
