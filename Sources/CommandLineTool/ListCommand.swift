import ArgumentParser
import Datasets
import Execution
import Suites

struct ListCommand: RegistryCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the names a suite may use.")

  func run(_ registry: Registry) {
    let vocabulary = Vocabulary.registered(
      DataLibrary(directory: DataDirectory.path(option: nil)), registry: registry)
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
