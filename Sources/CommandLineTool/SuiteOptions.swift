import ArgumentParser
import Datasets
import Execution
import Suites

/// What `run` and `plan` are told alike.
struct SuiteOptions: ParsableArguments {
  @Argument(help: "The suite file, for example suites/quickstart.yaml.")
  var suite: String

  @Option(help: "The results folder; runs/<suite> unless given.")
  var results: String?

  @Option(help: "Cells and threads at work at the same time; all cores unless given.")
  var threads: Int?

  @Option(help: "The data directory; else $L2L_DATA, else l2l in the user's cache directory.")
  var data: String?

  @Option(
    parsing: .upToNextOption,
    help: """
      A part of the suite alone, with what it depends on: cells by optimizer, optimizee or label; \
      * and ? stand for any letters.
      """)
  var only: [String] = []

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: found \(threads), expected 1 to 1024")
    }
  }

  var library: DataLibrary { DataLibrary(directory: DataDirectory.path(option: data)) }

  func plan(_ registry: Registry) throws -> Plan {
    Plan(try Suite(contentsOf: suite, vocabulary: .registered(library, registry: registry)))
  }

  /// Keys of the cells that are wanted; nil for all.
  func selection(from plan: Plan) throws -> Set<String>? {
    only.isEmpty ? nil : try plan.keys(matching: only)
  }

  func folder(of plan: Plan) -> String { results ?? "runs/\(plan.suite.name)" }

  var threadCount: Int { threads ?? AvailableProcessors.count }
}
