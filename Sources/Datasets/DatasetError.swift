/// What is wrong with a data set's file.
public enum DatasetError: Error, Equatable, CustomStringConvertible {
  /// The file is not there or cannot be read.
  case unreadable(file: String, reason: String)
  /// The bytes at `offset` are not what the format says.
  case malformed(file: String, offset: Int, found: String, expected: String)
  /// The uncompressed bytes are not the published ones.
  case checksum(file: String, found: String, expected: String)

  public var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): cannot be read: \(reason)"
    case .malformed(let file, let offset, let found, let expected):
      "\(file), byte \(offset): found \(found), expected \(expected)"
    case .checksum(let file, let found, let expected):
      "\(file): found SHA-256 \(found), expected \(expected); fetch the file again"
    }
  }
}
