import Foundation

/// Where, when and how fast results were made: beside the records, outside the digest, and never an
/// input of a report's numbers.
public struct Provenance: Codable, Equatable, Sendable {
  public var formatVersion: Int
  /// The suite and the digest of all records, once every cell is finished.
  public var suite: String?
  public var digest: String?
  /// The version of the program that made the records; absent in results of versions that did not say.
  public var version: String?
  /// The commit that program was built from; absent where it was built outside of a git repository.
  public var commit: String?
  /// Whether its sources differed from that commit; absent without one.
  public var hasUncommittedChanges: Bool?
  public var toolchain: String
  public var operatingSystem: String
  public var host: String
  /// As the kernel names it; absent where it does not.
  public var processor: String?
  public var gslVersion: String
  public var threads: Int
  /// UTC, ISO 8601.
  public var started: String
  public var finished: String?
  /// Seconds spent on each cell, by its key; cells finished by earlier runs keep theirs.
  public var cellSeconds: [String: Double]
  public var metaSteps: Int
  public var metaStepsPerSecond: Double?
  public var innerSteps: Int
  public var innerStepsPerSecond: Double?

  /// What is known when a run starts.
  public init(environment: RunEnvironment, gslVersion: String, threads: Int) {
    formatVersion = Record.currentFormatVersion
    version = environment.build.version
    commit = environment.build.commit
    hasUncommittedChanges = environment.build.hasUncommittedChanges
    toolchain = environment.toolchain
    operatingSystem = environment.operatingSystem
    host = environment.host
    processor = environment.processor
    self.gslVersion = gslVersion
    self.threads = threads
    started = Self.now()
    cellSeconds = [:]
    metaSteps = 0
    innerSteps = 0
  }

  /// The present moment, UTC, ISO 8601.
  public static func now() -> String { ISO8601DateFormatter().string(from: Date()) }
}

extension Provenance {
  static let sizeLimit = 16 << 20

  /// Indented JSON for people to read, with sorted keys.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(self)) + Array("\n".utf8)
    } catch {
      throw ResultsError.unwritable(
        label: "provenance", found: "\(error)", expected: "finite numbers")
    }
  }
}
