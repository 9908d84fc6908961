import ArgumentParser
import Suites

extension L2L {
  /// Throws for a word where a command was expected, with the command it is nearly the same as:
  /// ArgumentParser itself would only speak of unexpected arguments.
  static func checkCommandNames(_ arguments: [String]) throws {
    var commands = configuration.subcommands
    for word in arguments where word != "help" {
      guard !commands.isEmpty, !word.hasPrefix("-") else { return }
      let names = commands.compactMap { $0.configuration.commandName }
      guard let place = names.firstIndex(of: word) else {
        let meant = MisspeltName.suggestion(for: word, among: names)
        throw CommandFailure.usage(
          "found '\(word)', expected a command: \(names.joined(separator: ", "))"
            + (meant.map { "; did you mean \($0)?" } ?? ""))
      }
      commands = commands[place].configuration.subcommands
    }
  }
}
