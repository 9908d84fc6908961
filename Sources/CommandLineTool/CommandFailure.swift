/// Ends a command with an exit code of its own and no usage text after the error.
struct CommandFailure: Error {
  let text: String
  let exitCode: Int32

  /// Bad arguments, found while the command was running.
  static func usage(_ text: String) -> CommandFailure { CommandFailure(text: text, exitCode: 64) }
}
