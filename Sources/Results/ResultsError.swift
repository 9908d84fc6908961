import Files
import Files
import Foundation

/// Everything that can be wrong with a results folder or an optimizer file, beside what the operating
/// system refuses (`FileError`).
public enum ResultsError: Error, Equatable, Sendable {
  /// A file is there but does not hold what it should.
  case invalid(file: String, place: String, found: String, expected: String)
  /// A value that would be written breaks the format's rules: our own mistake, never stored.
  case unwritable(label: String, found: String, expected: String)
  /// A cell of the manifest has no record yet.
  case missingRecord(file: String, label: String)
  /// The folder belongs to another suite.
  case otherSuite(folder: String, found: String, expected: String)
  /// A process that fills another version of the suite is at work in the folder.
  case otherVersion(folder: String, worker: String)
}

extension ResultsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalid(let file, let place, let found, let expected):
      let where_ = place.isEmpty ? file : "\(file): \(place)"
      return "\(where_.visible()): found \(found.visible()), expected \(expected)"
    case .unwritable(let label, let found, let expected):
      return "\(label): refused to write: found \(found), expected \(expected)"
    case .missingRecord(let file, let label):
      return "\(file): found no record of `\(label)`, expected one: run the suite to the end"
    case .otherSuite(let folder, let found, let expected):
      return "\(folder): found results of the suite \(found), expected \(expected):"
        + " choose another folder"
    case .otherVersion(let folder, let worker):
      return
        "\(folder): found \(worker) at work on another version of the suite,"
        + " expected this one: wait for it, stop it or choose another folder"
    }
  }
}

extension ResultsError: LocalizedError {
  public var errorDescription: String? { description }
}
