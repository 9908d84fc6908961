import ArgumentParser
import Foundation
import Results

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Rebuild the report of a results folder from its records.",
    discussion: """
      Nothing is trained or evaluated: tables, figures and pages are made from the records alone.

      Example:
        l2l report results/quadratics --check
      """)

  @Argument(
    help: """
      The results folder, for example results/quadratics; or a folder of results folders, for \
      example results, for the page that lists them.
      """)
  var folder: String

  @Flag(
    help: """
      Write nothing; exit with 1 when a file is missing, differs from what the records give, or is \
      one that no run of the suite leaves here.
      """)
  var check = false

  func run() throws {
    if try Store(folder: folder).manifest() == nil, let index = try IndexFolder(folder) {
      return try check ? checkIndex(index) : writeIndex(index)
    }
    let report = try ReportFolder(folder)
    guard check else { return try write(report) }
    try end(with: report.flaws().map { "\(folder)/\($0)" })
  }

  private func write(_ report: ReportFolder) throws {
    let outcome = try report.write()
    try IndexFolder.refresh(above: folder)
    for path in outcome.removed {
      try StandardOutput.print("removed \(folder)/\(path): the report no longer has it")
    }
    try StandardOutput.print(report.headline)
    try StandardOutput.print("report: \(folder)/report.md")
    try StandardOutput.print(report.verdictLine)
    try outcome.throwIfFailed()
  }

  private func writeIndex(_ index: IndexFolder) throws {
    try index.write()
    try StandardOutput.print("index: \(index.path)")
  }

  private func checkIndex(_ index: IndexFolder) throws {
    try end(with: [index.flaw()].compactMap(\.self))
  }

  private func end(with flaws: [String]) throws {
    for flaw in flaws { StandardError.print("\(flaw)") }
    guard flaws.isEmpty else { throw ExitCode(1) }
    try StandardOutput.print("\(folder): every file is what the records give")
  }
}

extension ReportFolder.Outcome {
  /// Says on standard error which figures are missing and why. A gnuplot that is not installed is no
  /// failure, one that fails is.
  func throwIfFailed() throws {
    guard let problem else { return }
    StandardError.print("figures are not drawn: \(problem)")
    if case .failed = problem { throw ExitCode(1) }
  }
}
