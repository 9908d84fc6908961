import Crypto
import Foundation

/// One published file of a data set.
struct DatasetFile {
  let name: String
  /// Length of the uncompressed file.
  let byteCount: Int
  /// SHA-256 of the first `digestedBytes` uncompressed bytes, in hexadecimal.
  let digest: String
  let digestedBytes: Int

  init(_ name: String, byteCount: Int, digest: String, digestedBytes: Int? = nil) {
    self.name = name
    self.byteCount = byteCount
    self.digest = digest
    self.digestedBytes = digestedBytes ?? byteCount
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
    let stored: [UInt8]
    do { stored = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      throw .unreadable(file: path, reason: error.localizedDescription)
    }
    let bytes =
      Gzip.isCompressed(stored)
      ? try Gzip.inflated(stored, limit: byteCount, file: path) : stored
    guard bytes.count == byteCount else {
      throw .malformed(
        file: path, offset: bytes.count, found: "\(bytes.count) uncompressed bytes",
        expected: "\(byteCount)")
    }
    let found = SHA256.hash(data: bytes[..<digestedBytes])
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    guard found == digest else {
      throw .checksum(file: path, found: found, expected: digest)
    }
    return bytes
  }
}
