import Checksums
import Files
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

  /// The paths of the file in `directory`: plain, and with `.gz` appended.
  func paths(in directory: String) -> [String] {
    let plain = "\(directory)/\(name)"
    return [plain, plain + ".gz"].filter { access($0, F_OK) == 0 }
  }

  /// The uncompressed bytes, checked to be the published ones: of the plain file, or else of the one
  /// with `.gz` appended.
  func verifiedBytes(in directory: String) throws(DatasetError) -> [UInt8] {
    var failure: DatasetError?
    for path in paths(in: directory) {
      do throws(DatasetError) {
        return try verifiedBytes(at: path, calledInErrors: path)
      } catch {
        failure = failure ?? error
      }
    }
    throw failure
      ?? .unreadable(
        file: "\(directory)/\(name)",
        reason: "there is no such file, nor one ending in .gz" + (hint(for: directory) ?? ""))
  }

  /// Where else the file lies: beside its folder, in torchvision's, or under the name that some give it.
  private func hint(for directory: String) -> String? {
    let data = FilePath.parent(of: directory)
    let dotted = name.replacing("-idx", with: ".idx")
    let places = [data, "\(data)/MNIST/raw", "\(data)/raw", directory]
    for found in places.flatMap({ place in ["\(place)/\(name)", "\(place)/\(dotted)"] }) {
      for path in [found, found + ".gz"] where access(path, F_OK) == 0 {
        return "; found \(path), which could be linked to there"
      }
    }
    return nil
  }

  /// The uncompressed bytes of the file at `path`, checked to be the published ones.
  func verifiedBytes(
    at path: String, calledInErrors name: String
  ) throws(DatasetError) -> [UInt8] {
    let stored: [UInt8]
    do {
      guard let bytes = try FileAccess.read(path, limit: byteCount + byteCount / 100 + 4096) else {
        throw FileError.system(operation: "open", path: path, code: ENOENT)
      }
      stored = bytes
    } catch {
      throw .unreadable(file: name, reason: (error as? FileError)?.reason ?? "\(error)")
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
