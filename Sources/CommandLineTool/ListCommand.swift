import ArgumentParser
import Execution

struct ListCommand: RegistryCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the names a suite may use.",
    discussion: """
      An optimizee's name is a pattern that you complete: `quadratic-uniform-10` is the family of \
      random quadratics with ten parameters.

      Example:
        l2l list
      """)

  func run(_ registry: Registry) throws {
    try StandardOutput.print(Listing(registry).groups.map(Self.text).joined(separator: "\n\n"))
  }

  private static func text(_ group: Listing.Group) -> String {
    let names = group.entries.filter(\.examples.isEmpty).map(\.name.count)
    let width = names.max() ?? 0
    let entries = group.entries.map { entry in
      guard entry.examples.isEmpty else {
        let words = entry.words.map { "\n    \($0.word): \($0.meaning)" }.joined()
        return """
            \(entry.name)
              \(entry.summary)\(words)
              for example \(entry.examples.joined(separator: ", "))
          """
      }
      let padding = String(repeating: " ", count: width - entry.name.count)
      return entry.summary.isEmpty
        ? "  \(entry.name)" : "  \(entry.name)\(padding)  \(entry.summary)"
    }
    return ([group.title + ":"] + entries).joined(separator: "\n")
  }
}
