import ArgumentParser

/// The whole command line of `l2l`.
public struct L2L: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "l2l",
    abstract: "A reproducible benchmark suite for learned optimizers.",
    discussion: """
      Exit codes: 0 fine, 1 failed, 2 regression, 3 incomparable, 64 usage.
      """,
    subcommands: [
      RunCommand.self, ReportCommand.self, GateCommand.self, InspectCommand.self,
      BenchmarkCommand.self, DataCommand.self, ListCommand.self,
    ])

  public init() {}
}
