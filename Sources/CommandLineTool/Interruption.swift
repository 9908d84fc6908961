import Dispatch
import Foundation

/// Ends the process at once on SIGINT or SIGTERM, with a line that says how to go on.
///
/// Nothing needs saving: every file of the store is whole at any moment.
final class Interruption {
  private static let signals = [SIGINT, SIGTERM]

  private let sources: [any DispatchSourceSignal]

  init(message: String) {
    sources = Self.signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        FileHandle.standardError.write(Data("\n\(message)\n".utf8))
        _exit(128 + number)
      }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
  }
}
