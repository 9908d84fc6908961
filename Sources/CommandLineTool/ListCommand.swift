import ArgumentParser
import Datasets
import Execution
import Suites

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the names a suite may use.")

  func run() {
    let vocabulary = Vocabulary.registered(DataLibrary(directory: DataDirectory.path(option: nil)))
    for (title, names) in [
      ("optimizees", vocabulary.optimizees),
      ("hand-designed optimizers", vocabulary.handDesigned),
      ("kinds of learned optimizer", vocabulary.learnedKinds),
      ("minimisers", vocabulary.minimisers),
    ] {
      print("\(title):")
      for name in names { print("  \(name)") }
    }
  }
}
