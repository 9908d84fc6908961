import ArgumentParser
import Foundation
import Gate
import Results

struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Compare new results with committed ones.",
    discussion: """
      Exits with 0 when every row passes or improves, 2 on a regression, 3 when the two cannot be \
      compared: a missing or extra row, another suite, a value that is not finite.

      Example:
        l2l gate --reference results/smoke --candidate runs/smoke
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, json, junit
  }

  @Option(help: "The committed results, for example results/smoke.")
  var reference: String

  @Option(help: "The new results, for example runs/smoke.")
  var candidate: String

  @Flag(help: "Compare digests instead: nothing was meant to change.")
  var exact = false

  @Option(help: "text, markdown, json or junit.")
  var format: Format = .text

  func run() throws {
    let verdict: Verdict
    do {
      let (reference, candidate) = (try Side(reference), try Side(candidate))
      verdict =
        exact
        ? Gate.compareExactly(
          suites: (reference.manifest.suite, candidate.manifest.suite),
          referenceDigest: try reference.digest(),
          candidateDigest: try candidate.digest())
        : Gate.compare(
          reference: (reference.manifest, try reference.records()),
          candidate: (candidate.manifest, try candidate.records()))
    } catch {
      StandardError.print("Error: \(error)")
      throw ExitCode(3)
    }
    switch format {
    case .text: try StandardOutput.print(verdict.text())
    case .markdown: try StandardOutput.write(verdict.markdown() + "\n")
    case .json: try StandardOutput.write(verdict.json() + "\n")
    case .junit: try StandardOutput.write(verdict.junit() + "\n")
    }
    guard verdict.exitCode == 0 else { throw ExitCode(verdict.exitCode) }
  }
}

/// One side of a comparison. Whatever cannot be read makes the two incomparable.
private struct Side {
  let store: Store
  let manifest: Manifest

  init(_ folder: String) throws {
    store = Store(folder: folder)
    manifest = try store.manifestOfRun()
  }

  func digest() throws -> String { try store.digest(of: manifest) }

  /// The records that are there: the verdict names those that are missing.
  func records() throws -> [Record] { try store.records(of: manifest) }
}
