/// Why an external optimizer gives no updates.
public enum ExternalError: Error, Equatable, CustomStringConvertible {
  /// The process says that it cannot work here, because a package is missing, say.
  case unavailable(reason: String)
  /// The process, what was found of it or expected, and the last lines of its standard error in one.
  case failed(command: String, reason: String, lastLines: String)

  public var description: String {
    switch self {
    case .unavailable(let reason): reason
    case .failed(let command, let reason, let lastLines):
      "\(command): \(reason)"
        + (lastLines.isEmpty ? "" : "; its standard error ended with: \(lastLines)")
    }
  }
}
