import ArgumentParser
import Execution

/// A command that needs the program's names.
protocol RegistryCommand: ParsableCommand {
  func run(_ registry: Registry) throws
}

extension RegistryCommand {
  mutating func run() throws { try run(.builtIn) }
}

extension L2L {
  /// Runs what the program's arguments say, with what `registry` knows by name, and ends the process
  /// with the exit code when it is not 0.
  public static func main(_ registry: Registry) {
    StandardStreams.open()
    do {
      try OpenFiles.check()
      try checkCommandNames(Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot()
      if let command = command as? any RegistryCommand {
        try command.run(registry)
      } else {
        try command.run()
      }
    } catch {
      Ending(of: error).take()
    }
  }
}
