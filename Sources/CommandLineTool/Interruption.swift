import Dispatch
import ExternalOptimizers
import Foundation

/// Ends the process at once on SIGINT or SIGTERM, with a line that says how to go on. A signal that was
/// ignored when the process began stays so, as under `nohup` and in the background of a script.
///
/// Nothing needs saving: every file of the store is whole at any moment.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  init(message: String) {
    sources = [SIGINT, SIGTERM].filter { !Self.ignore($0) }.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        ExternalProcess.killAll()
        StandardError.write("\n\(message)\n", mayBlock: false)
        _exit(128 + number)
      }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources {
      source.cancel()
      signal(Int32(source.handle), SIG_DFL)
    }
  }

  /// Ignores a signal from now on; whether it was ignored before.
  private static func ignore(_ number: Int32) -> Bool {
    unsafeBitCast(signal(number, SIG_IGN), to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
