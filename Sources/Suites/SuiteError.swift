import Files
import Foundation

/// Everything that can be wrong with a suite file or a published curve it names.
public enum SuiteError: Error, Equatable, Sendable {
  /// The file cannot be read at all.
  case unreadable(file: String, reason: String)

  static let noSuchFile = "no such file"

  /// Whether nothing stands at a path, or a folder.
  static func meansNoFile(_ reason: String) -> Bool {
    reason == noSuchFile || reason.contains("a plain file")
  }
  /// A place in the file does not hold what it should.
  case invalid(at: Place, found: String, expected: String)

  /// Where in a file: line and column count from 1; `path` is the key, such as
  /// `learned[0].unrollLength`, and empty where there is none.
  public struct Place: Equatable, Sendable {
    public var file: String
    public var line: Int
    public var column: Int
    public var path: String

    public init(file: String, line: Int, column: Int, path: String) {
      self.file = file
      self.line = line
      self.column = column
      self.path = path
    }
  }
}

extension SuiteError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let file, let reason): return "\(file): \(reason)"
    case .invalid(let place, let found, let expected):
      let key = place.path.isEmpty ? "" : " \(place.path):"
      return
        "\(place.file):\(place.line):\(place.column):\(key) found \(found), expected \(expected)"
    }
  }
}

extension SuiteError: LocalizedError {
  public var errorDescription: String? { description }
}

/// The user's text, made fit for one line of an error.
func excerpt(_ text: String) -> String {
  let line = text.unicodeScalars.prefix(60).map { scalar in
    scalar.isHidden ? " " : String(scalar)
  }.joined()
  return text.unicodeScalars.count > 60 ? line + "…" : line
}
