import Checksums
import Foundation
import Testing

@testable import Datasets

/// Fetching, from folders that stand for mirrors.
@Suite final class DatasetFetcherTests {
  private let place: String
  private let contents = Array("the published bytes".utf8)
  private var data: String { place + "/data" }

  init() throws {
    place = FileManager.default.temporaryDirectory.path + "/l2l-fetch-\(UUID().uuidString)"
    for folder in ["good/set", "bad"] {
      try FileManager.default.createDirectory(
        atPath: "\(place)/\(folder)", withIntermediateDirectories: true)
    }
    try Data(contents).write(to: URL(fileURLWithPath: "\(place)/good/set/file"))
    try shell("cd '\(place)/good' && gzip -c set/file > file.gz && tar -czf all.tar.gz set")
    try shell("cd '\(place)/bad' && echo another | gzip -c > file.gz && echo no > all.tar.gz")
  }

  deinit { try? FileManager.default.removeItem(atPath: place) }

  private func shell(_ command: String) throws {
    let process = try Process.run(
      URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", command])
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private func digest(_ bytes: some DataProtocol) -> String {
    SHA256.hexadecimal(of: bytes)
  }

  private var file: DatasetFile {
    DatasetFile("file", byteCount: contents.count, digest: digest(contents))
  }

  private func archive() throws -> DatasetFile {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(place)/good/all.tar.gz"))
    return DatasetFile(
      "all.tar.gz", byteCount: bytes.count, digest: digest(bytes), isArchive: true)
  }

  private func fetcher(archive: DatasetFile? = nil, _ mirrors: String...) -> DatasetFetcher {
    DatasetFetcher(
      folder: "set", files: [file], archive: archive,
      mirrors: mirrors.map { "file://\(place)/\($0)" }
    )
  }

  @Test func aFileIsFetchedOnceAndVerified() throws {
    #expect(try fetcher("good").fetch(into: data) == ["file"])
    #expect(try file.verifiedBytes(in: data + "/set") == contents)
    #expect(try fetcher("good").fetch(into: data).isEmpty)
    #expect(try names() == ["file"])
  }

  /// What is in the set's folder, but for the lock.
  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: data + "/set").filter { $0 != ".lock" }
      .sorted()
  }

  /// Each stands for a process: its temporary names are the same, so that the lock is tested alone.
  @Test func ofSeveralAtOnceOneFetches() async throws {
    let fetcher = fetcher("bad", "good")
    let data = data
    let fetched = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<6 { group.addTask { try fetcher.fetch(into: data) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(fetched == ["file"])
    #expect(try names() == ["file"])
  }

  @Test func filesOfOthersStayAndLeftoversOfADayAgoGo() throws {
    try FileManager.default.createDirectory(
      atPath: data + "/set", withIntermediateDirectories: true)
    let yesterday = Date(timeIntervalSinceNow: -25 * 60 * 60)
    for (name, date) in [
      ("file.gz.host-1.partial", yesterday), ("file.gz.host-2.partial", Date()),
      ("notes.txt", yesterday),
    ] {
      let path = "\(data)/set/\(name)"
      try Data().write(to: URL(fileURLWithPath: path))
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }
    #expect(try fetcher("good").fetch(into: data) == ["file"])
    #expect(try names() == ["file", "file.gz.host-2.partial", "notes.txt"])
  }

  @Test func aReadOnlyDirectoryWithRightFilesIsLeftAlone() throws {
    #expect(try fetcher("good").fetch(into: data) == ["file"])
    try FileManager.default.removeItem(atPath: data + "/set/.lock")
    #expect(try fetcher("good").fetch(into: data).isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: data + "/set") == ["file"])
  }

  @Test func aFileInPlaceOfTheDataDirectoryIsNamed() throws {
    try Data().write(to: URL(fileURLWithPath: data))
    #expect {
      try fetcher("good").fetch(into: data)
    } throws: {
      "\($0)" == "\(data)/set: could not make the folder: Not a directory"
    }
  }

  @Test func aRightCompressedFileBesideAWrongPlainOneIsTaken() throws {
    try FileManager.default.createDirectory(
      atPath: data + "/set", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: place + "/good/file.gz", toPath: data + "/set/file.gz")
    try Data("cut".utf8).write(to: URL(fileURLWithPath: data + "/set/file"))
    #expect(try file.verifiedBytes(in: data + "/set") == contents)
  }

  @Test(arguments: [
    "x-idx1-ubyte", "MNIST/raw/x-idx1-ubyte.gz", "set/x.idx1-ubyte", "raw/x.idx1-ubyte",
  ])
  func aFileThatLiesElsewhereIsPointedAt(path: String) throws {
    let url = URL(fileURLWithPath: "\(data)/\(path)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data().write(to: url)
    let wanted = DatasetFile("x-idx1-ubyte", byteCount: 1, digest: "")
    #expect(
      throws: DatasetError.unreadable(
        file: "\(data)/set/x-idx1-ubyte",
        reason:
          "there is no such file, nor one ending in .gz; found \(data)/\(path), which could be"
          + " linked to there")
    ) {
      try wanted.verifiedBytes(in: data + "/set")
    }
  }

  @Test func whatIsNoFileIsRefusedByItsName() throws {
    try FileManager.default.createDirectory(
      atPath: data + "/set/file", withIntermediateDirectories: true)
    #expect(
      throws: DatasetError.unreadable(
        file: data + "/set/file", reason: "found no file, expected a plain file")
    ) {
      try file.verifiedBytes(in: data + "/set")
    }
  }

  @Test func aMirrorWithOtherBytesOrNoneIsPassedOver() throws {
    #expect(try fetcher("nowhere", "bad", "good").fetch(into: data) == ["file"])
  }

  @Test func otherBytesAreRefusedByNameAndChecksumAndLeaveNothing() throws {
    let wrong = DatasetFile("file", byteCount: 8, digest: digest(contents))
    let fetcher = DatasetFetcher(
      folder: "set", files: [wrong], archive: nil, mirrors: ["file://\(place)/bad"])
    let error = #expect(throws: DatasetError.self) { try fetcher.fetch(into: data) }
    #expect(
      error
        == .checksum(
          file: "file://\(place)/bad/file.gz", found: digest(Array("another\n".utf8)),
          expected: digest(contents)))
    #expect(try names().isEmpty)
  }

  @Test func aFileThatCannotBeFetchedSaysWhy() throws {
    #expect {
      try fetcher("nowhere").fetch(into: data)
    } throws: {
      "\($0)".contains("/nowhere/file.gz: cannot be read: curl ended with 37")
    }
  }

  @Test func aWrongFileIsReplaced() throws {
    try FileManager.default.createDirectory(
      atPath: data + "/set", withIntermediateDirectories: true)
    try Data("damaged".utf8).write(to: URL(fileURLWithPath: data + "/set/file"))
    #expect(try fetcher("good").fetch(into: data) == ["file"])
    #expect(try file.verifiedBytes(in: data + "/set") == contents)
  }

  @Test func anArchiveIsVerifiedThenUnpacked() throws {
    #expect(try fetcher(archive: try archive(), "bad", "good").fetch(into: data) == ["file"])
    #expect(try file.verifiedBytes(in: data + "/set") == contents)
    #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["set"])
  }

  @Test func aWrongArchiveIsNeverUnpacked() throws {
    #expect(throws: DatasetError.self) {
      try fetcher(archive: try archive(), "bad").fetch(into: data)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: data) == ["set"])
  }

  @Test func checkingNamesWhatIsMissing() {
    for dataset in Dataset.allCases {
      let states = dataset.check(in: data)
      #expect(states.count == (dataset == .mnist ? 4 : 6))
      #expect(states.allSatisfy { $0.problem != nil })
    }
  }
}
