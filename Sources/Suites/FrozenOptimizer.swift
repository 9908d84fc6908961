import Settings

/// A learned optimizer that a suite takes from a file and does not meta-train.
public struct FrozenOptimizer: Sendable {
  public let name: String
  /// The path that the suite file states, below its folder.
  public let file: String
  public let bytes: [UInt8]
  /// SHA-256 of the bytes: what suites and keys know of the file. Its path is no part of them.
  public let digest: String
  public let content: Content

  /// What the file says.
  public struct Content: Sendable {
    /// `Optimizers` knows what it does.
    public var rule: any DescribedSettings
    /// Where the weights come from, in words; nil where the file says nothing.
    public var origin: String?

    public init(rule: any DescribedSettings, origin: String?) {
      (self.rule, self.origin) = (rule, origin)
    }
  }
}

extension FrozenOptimizer: Equatable {
  public static func == (first: FrozenOptimizer, second: FrozenOptimizer) -> Bool {
    (first.name, first.file, first.digest) == (second.name, second.file, second.digest)
  }
}

extension FrozenOptimizer {
  var canonical: CanonicalJSON { ["name": .text(name), "file": .text(digest)] }

  /// What it is and where it is from, for the report.
  var sentence: String {
    let words = ["`\(file)`", "SHA-256 `\(digest)`", content.rule.words.joined(separator: ", ")]
    return "`\(name)`: \((words + [content.origin].compactMap(\.self)).joined(separator: "; "))"
  }
}
