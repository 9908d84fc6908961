import ArgumentParser
import Foundation
import Gate
import Results

struct GateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Compare new results with committed ones.",
    discussion: """
      A row passes when it is shown to be no worse than the suite's margin allows. Equal results \
      always pass.

      Exits with 0 when every row passes or improves, with 2 on a regression or an undecided row, \
      with 3 when the two cannot be compared: a missing or extra row, another suite, other \
      functions, a value that is not finite.

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

  @Flag(help: "Compare bytes instead. For a change that was meant to change nothing.")
  var exact = false

  @Flag(help: "Exit with 0 when some rows are undecided and none is worse.")
  var allowUndecided = false

  @Flag(help: "Accept rows that the reference does not have, of an optimizer that was added.")
  var allowNewRows = false

  @Flag(help: "Name the rows that passed, too.")
  var verbose = false

  @Option(help: "text, markdown, json or junit.")
  var format: Format = .text

  func run() throws {
    let comparison = comparison()
    let document =
      switch format {
      case .text: comparison.text(verbose: verbose).visible(keeping: ["\n", "\t"])
      case .markdown: comparison.markdown(verbose: verbose)
      case .json: try comparison.json()
      case .junit: comparison.junit()
      }
    try StandardOutput.write(document)
    guard comparison.exitCode == 0 else { throw ExitCode(comparison.exitCode) }
  }

  /// A folder that cannot be read makes the two incomparable: the document says why.
  private func comparison() -> Comparison {
    let allowances = Gate.Allowances(undecided: allowUndecided, newRows: allowNewRows)
    do {
      let (reference, candidate) = (try Side(reference), try Side(candidate))
      return exact
        ? Gate.compareExactly(
          reference: (reference.manifest, try reference.fingerprints()),
          candidate: (candidate.manifest, try candidate.fingerprints()), allowing: allowances)
        : Gate.compare(
          reference: (reference.manifest, try reference.records()),
          candidate: (candidate.manifest, try candidate.records()), allowing: allowances)
    } catch {
      let suite = URL(fileURLWithPath: reference).lastPathComponent
      return Comparison(suite: suite, unreadable: "\(error)")
    }
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

  func fingerprints() throws -> [CellFingerprint] { try store.fingerprints(of: manifest) }

  /// The records that are there: the comparison names those that are missing.
  func records() throws -> [Record] { try store.records(of: manifest) }
}
