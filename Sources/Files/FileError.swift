import Foundation

/// What is wrong with a file or folder.
package enum FileError: Error, Equatable, Sendable {
  /// The operating system refused an operation; `code` is its errno.
  case system(operation: String, path: String, code: Int32)
  /// Something else is there.
  case unexpected(path: String, found: String, expected: String)
}

extension FileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .system(_, let path, _), .unexpected(let path, _, _): "\(path): \(reason)"
    }
  }

  /// The description without the path.
  package var reason: String {
    switch self {
    case .system(let operation, _, let code):
      "could not \(operation): \(String(cString: strerror(code)))"
    case .unexpected(_, let found, let expected): "found \(found), expected \(expected)"
    }
  }
}

extension FileError: LocalizedError {
  package var errorDescription: String? { description }
}
