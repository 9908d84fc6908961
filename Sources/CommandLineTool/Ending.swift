import ArgumentParser
import Files
import Foundation

/// How a command ends that did not come to its end.
struct Ending {
  /// What is said: on standard output where nothing failed, as for `--help`.
  let text: String
  let exitCode: ExitCode

  init(of error: any Error) {
    if let failure = error as? CommandFailure {
      (text, exitCode) = ("Error: \(failure.text)", ExitCode(failure.exitCode))
      return
    }
    let error = Self.named(error)
    text = L2L.fullMessage(for: error)
    exitCode = L2L.exitCode(for: error)
  }

  /// Says it, and ends the process.
  func take() -> Never {
    if exitCode.isSuccess {
      do { try StandardOutput.write(text + "\n") } catch { Ending(of: error).take() }
    } else if !text.isEmpty {
      StandardError.print(text)
    }
    exit(exitCode.rawValue)
  }

  /// An error of Foundation with the path and the reason, as ours have them.
  private static func named(_ error: any Error) -> any Error {
    guard let error = error as? CocoaError else { return error }
    let path = error.filePath ?? error.url?.path
    let reason =
      (error.underlying as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
      ?? error.localizedDescription
    return FolderError(text: [path, reason].compactMap(\.self).joined(separator: ": "))
  }
}
