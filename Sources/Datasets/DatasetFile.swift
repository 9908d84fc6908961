import Checksums
import Foundation

/// One published file of a data set.
struct DatasetFile {
  let name: String
  /// Length of the uncompressed file, or of an archive as it is.
  let byteCount: Int
  /// SHA-256 of the first `digestedBytes` uncompressed bytes, in hexadecimal.
  let digest: String
  let digestedBytes: Int
  /// Whether it is known by its compressed bytes.
  let isArchive: Bool

  init(
    _ name: String, byteCount: Int, digest: String, digestedBytes: Int? = nil,
    isArchive: Bool = false
  ) {
    self.name = name
    self.byteCount = byteCount
    self.digest = digest
    self.digestedBytes = digestedBytes ?? byteCount
    self.isArchive = isArchive
  }

  /// The file's path in `directory`, plain or else with `.gz` appended, or nil when it has neither.
  func path(in directory: String) -> String? {
    let plain = directory + "/" + name
    return [plain, plain + ".gz"].first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The uncompressed bytes, checked to be the published ones.
  func verifiedBytes(in directory: String) throws(DatasetError) -> [UInt8] {
    guard let path = path(in: directory) else {
      throw .unreadable(
        file: directory + "/" + name, reason: "there is no such file, nor one ending in .gz")
    }
    return try verifiedBytes(at: path, calledInErrors: path)
  }

  /// The uncompressed bytes of the file at `path`, checked to be the published ones.
  func verifiedBytes(
    at path: String, calledInErrors name: String
  ) throws(DatasetError) -> [UInt8] {
    let stored: [UInt8]
    do { stored = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      throw .unreadable(file: name, reason: error.localizedDescription)
    }
    let bytes =
      !isArchive && Gzip.isCompressed(stored)
      ? try Gzip.inflated(stored, limit: byteCount, file: name) : stored
    guard bytes.count == byteCount else {
      throw .malformed(
        file: name, offset: bytes.count,
        found: "\(bytes.count)\(isArchive ? "" : " uncompressed") bytes", expected: "\(byteCount)")
    }
    let found = SHA256.hexadecimal(of: bytes[..<digestedBytes])
    guard found == digest else {
      throw .checksum(file: name, found: found, expected: digest)
    }
    return bytes
  }
}
