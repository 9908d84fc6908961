import Settings

/// An optimizer that is a process of its own: `docs/external-protocol.md`.
public struct ExternalOptimizer: Equatable, Sendable {
  public var name: String
  /// The program and its arguments.
  public var command: [String]
  /// SHA-256 of the files that the command names, by its words.
  public var files: [String: String]
  /// Seconds for one answer.
  public var timeLimit: Int
  public var tuning: Tuning

  /// What is tuned, on meta-validation functions.
  public enum Tuning: Equatable, Sendable {
    /// The learning rate alone.
    case grid(TuningSettings)
    case randomSearch(RandomSearchSettings, of: [DrawnSetting])
  }

  /// A setting that is drawn log-uniformly.
  public struct DrawnSetting: Equatable, Sendable {
    public let name: String
    public let bounds: Bounds
  }

  /// The setting that every external optimizer has.
  public static let learningRate = "learningRate"
}

extension ExternalOptimizer.Tuning {
  /// Meta-validation functions.
  public var functions: Int {
    switch self {
    case .grid(let settings): settings.functions
    case .randomSearch(let settings, _): settings.functions
    }
  }

  /// Settings that are tried, roughly.
  public var points: Double {
    switch self {
    case .grid(let settings): settings.points
    case .randomSearch(let settings, _): Double(settings.draws)
    }
  }

  /// What the tuned settings are called.
  public var names: [String] {
    switch self {
    case .grid: [ExternalOptimizer.learningRate]
    case .randomSearch(_, let drawn): drawn.map(\.name)
    }
  }

  fileprivate var canonical: CanonicalJSON {
    switch self {
    case .grid(let settings): ["grid": settings.canonical]
    case .randomSearch(let settings, let drawn):
      [
        "randomSearch": settings.canonical,
        "settings": .object(
          Dictionary(
            drawn.map { ($0.name, .text($0.bounds.inWords)) }, uniquingKeysWith: { $1 })),
      ]
    }
  }
}

extension ExternalOptimizer {
  /// What a result depends on: the command's text and the files that it names.
  var identity: CanonicalJSON {
    [
      "name": .text(name), "command": .list(command.map(CanonicalJSON.text)),
      "files": .object(files.mapValues(CanonicalJSON.text)),
    ]
  }

  var canonical: CanonicalJSON { identity.with("tuning", tuning.canonical) }

  /// What it is, for the report.
  var sentence: String {
    let files = files.sorted { $0.key < $1.key }.map { "`\($0.key)` with SHA-256 `\($0.value)`" }
    return (["`\(name)`: the command `\(command.joined(separator: " "))`"] + files)
      .joined(separator: "; ")
  }
}
