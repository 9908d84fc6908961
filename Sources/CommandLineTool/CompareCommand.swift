import ArgumentParser
import Foundation
import Reports
import Results

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Put the final losses of several results folders side by side.",
    discussion: """
      Shows every optimizee and horizon that at least two of the folders have. Exits with 3 when \
      there is none. Unlike `l2l gate` it tests nothing, and the suites may be different ones.

      Example:
        l2l compare results/quadratics results/quickstart --format csv
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, csv
  }

  @Argument(help: "Two or more results folders.")
  var folders: [String]

  @Option(help: "text, markdown or csv.")
  var format: Format = .text

  func validate() throws {
    guard folders.count > 1 else {
      throw ValidationError("found \(folders.count) folder, expected two or more")
    }
    guard Set(folders).count == folders.count else {
      throw ValidationError("found a folder twice, expected each once")
    }
  }

  func run() throws {
    let comparison = try SideBySide(
      folders.map { folder in
        let store = Store(folder: folder)
        let manifest = try store.manifestOfRun()
        return SideBySide.Folder(
          name: name(of: folder), manifest: manifest, records: try store.records(of: manifest))
      })
    guard !comparison.isEmpty else {
      throw CommandFailure(
        text: "found no optimizee and horizon that two of the folders have, expected one or more",
        exitCode: 3)
    }
    switch format {
    case .text: try StandardOutput.write(comparison.text())
    case .markdown: try StandardOutput.write(comparison.markdown())
    case .csv: try StandardOutput.write(comparison.csv())
    }
  }

  /// The last part of a path, unless two of the folders share it.
  private func name(of folder: String) -> String {
    func last(_ path: String) -> String { URL(fileURLWithPath: path).lastPathComponent }
    return folders.filter { last($0) == last(folder) }.count == 1 ? last(folder) : folder
  }
}
