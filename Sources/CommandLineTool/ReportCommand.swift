import ArgumentParser
import Foundation

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Rebuild the report of a results folder from its records.")

  @Argument(help: "The results folder, for example results/quadratics.")
  var folder: String

  @Flag(
    help: """
      Write nothing; exit with 1 when a file differs from what the records give, or is one that no
      run of the suite leaves here.
      """)
  var check = false

  func run() throws {
    let report = try ReportFolder(folder)
    guard check else {
      try report.write()
      print(report.headline)
      print("report: \(folder)/report.md")
      return
    }
    let flaws =
      try report.differences().map { "\($0): differs from what the records give" }
      + report.strays().map { "\($0): found a file that no run of the suite leaves here" }
    for flaw in flaws { FileHandle.standardError.write(Data("\(folder)/\(flaw)\n".utf8)) }
    guard flaws.isEmpty else { throw ExitCode(1) }
    print("\(folder): every file is what the records give")
  }
}
