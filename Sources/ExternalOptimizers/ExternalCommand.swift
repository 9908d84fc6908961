/// How the process of an external optimizer is started, and how long its answers may take.
public struct ExternalCommand: Hashable, Sendable {
  /// What the suite calls the optimizer.
  public let name: String
  /// The names of the values under tuning.
  public let settings: [String]
  /// The program and its arguments. No shell reads them.
  public let words: [String]
  /// Where the process starts.
  public let folder: String
  /// Seconds for one answer.
  public let timeLimit: Int

  public init(
    name: String, settings: [String], words: [String], folder: String, timeLimit: Int
  ) {
    precondition(!words.isEmpty && timeLimit > 0, "a command has a program and time to answer")
    self.name = name
    self.settings = settings
    self.words = words
    self.folder = folder
    self.timeLimit = timeLimit
  }

  /// As a person would write it.
  public var shown: String { words.joined(separator: " ") }
}
