import ArgumentParser
import Datasets
import Foundation

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Fetch the files of a data set, or check those that are there.",
    discussion: """
      Suites with mnist in an optimizee's name need these files. Nothing else downloads anything.

      Example:
        l2l data fetch mnist
      """,
    subcommands: [Fetch.self, Check.self])

  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fetch", abstract: "Download what is missing or wrong, and verify it.")

    @OptionGroup var place: Place

    func run() throws {
      let directory = place.directory
      let fetched = try DatasetFetcher(place.dataset).fetch(into: directory)
      for name in fetched { try StandardOutput.print("fetched \(name)") }
      try StandardOutput.print(
        "\(place.dataset.directory(in: directory)): every file is the published one")
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "List the files; exit with 1 when one is missing or wrong.")

    @OptionGroup var place: Place

    func run() throws {
      let states = place.dataset.check(in: place.directory)
      for state in states {
        try StandardOutput.print(state.problem.map { "wrong  \($0)" } ?? "right  \(state.name)")
      }
      guard states.allSatisfy({ $0.problem == nil }) else { throw ExitCode(1) }
    }
  }
}

/// Which data set, and where.
struct Place: ParsableArguments {
  @Argument(help: "mnist or cifar-10.")
  var dataset: Dataset

  @Option(help: "The data directory; else $L2L_DATA, else l2l in the user's cache directory.")
  var data: String?

  var directory: String { DataDirectory.path(option: data) }
}

/// Where data sets lie.
enum DataDirectory {
  /// `--data`, else `L2L_DATA`, else `l2l` under the user's cache directory.
  static func path(
    option: String?, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    func given(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let path = option ?? given("L2L_DATA") { return path }
    return (given("XDG_CACHE_HOME") ?? "\(given("HOME") ?? ".")/.cache") + "/l2l"
  }
}

extension Dataset: ExpressibleByArgument {}
