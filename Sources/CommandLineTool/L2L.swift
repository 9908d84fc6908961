import ArgumentParser

/// The whole command line of `l2l`.
public struct L2L: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "l2l",
    abstract: "A reproducible benchmark suite for learned optimizers.",
    discussion: """
      A suite is a YAML file. `run` leaves records, from which `report` makes the tables and figures; \
      `gate` and `compare` read the records of several runs.

      Example:
        l2l run suites/quickstart.yaml

      Exit codes: 0 fine, 1 failed, 2 regression, 3 incomparable, 64 usage.
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, PlanCommand.self, ReportCommand.self, GateCommand.self, CompareCommand.self,
      InspectCommand.self, BenchmarkCommand.self, DataCommand.self, ListCommand.self,
    ])

  public init() {}
}
