import ArgumentParser
import Foundation

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Rebuild the report of a results folder from its records.")

  @Argument(help: "The results folder, for example results/quadratics.")
  var folder: String

  @Flag(help: "Write nothing; exit with 1 when a file differs from what the records give.")
  var check = false

  func run() throws {
    let report = try ReportFolder(folder)
    guard check else {
      try report.write()
      print(report.headline)
      print("report: \(folder)/report.md")
      return
    }
    let differences = try report.differences()
    for path in differences {
      FileHandle.standardError.write(
        Data("\(folder)/\(path): differs from what the records give\n".utf8))
    }
    guard differences.isEmpty else { throw ExitCode(1) }
    print("\(folder): every file is what the records give")
  }
}
