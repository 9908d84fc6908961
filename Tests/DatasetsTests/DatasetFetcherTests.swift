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
    #expect(try FileManager.default.contentsOfDirectory(atPath: data + "/set") == ["file"])
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
    #expect(try FileManager.default.contentsOfDirectory(atPath: data + "/set").isEmpty)
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
