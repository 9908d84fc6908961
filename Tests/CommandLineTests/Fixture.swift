import Foundation
import TestSupport
import Testing

/// Two finished runs of suites of one name: the tiny one, and one whose hand-designed optimizers have
/// learning rates too small to get anywhere.
final class Fixture: Sendable {
  let folder: String
  let first: Tool.Outcome
  private let temporary: TemporaryFolder

  static let suite = "tiny.yaml"
  static let reference = "reference"
  static let worse = "worse"

  init() throws {
    temporary = try TemporaryFolder()
    folder = temporary.path
    try write(TinySuite.yaml, to: folder)
    first = try Tool.run(["run", Self.suite, "--results", Self.reference], in: folder)
    let other = "\(folder)/other"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    let slow = TinySuite.edited("lowestLearningRate: 0.01", "lowestLearningRate: 1e-12")
      .replacingOccurrences(of: "highestLearningRate: 1\n", with: "highestLearningRate: 1e-12\n")
    try write(slow, to: other)
    _ = try Tool.run(["run", "other/tiny.yaml", "--results", Self.worse], in: folder)
  }

  /// Nothing frees a global, so its folder is removed as the process ends.
  private static let made = Result {
    let fixture = try Fixture()
    atexit { try? FileManager.default.removeItem(atPath: Fixture.shared.folder) }
    return fixture
  }

  /// The same for all tests, which must not change it.
  static var shared: Fixture { get throws { try made.get() } }

  /// A copy of the reference results that a test may damage.
  func copy() throws -> TemporaryFolder {
    let copy = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: "\(folder)/\(Self.reference)", toPath: "\(copy.path)/\(Self.reference)")
    return copy
  }
}

/// Writes a suite file, called `tiny.yaml`, into a folder.
func write(_ yaml: String, to folder: String) throws {
  try Data(yaml.utf8).write(to: URL(fileURLWithPath: "\(folder)/tiny.yaml"))
}
