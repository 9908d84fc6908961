import Foundation
import TestSupport
import Testing

/// What a report does to the files of its folder, and which of them `--check` notices.
@Suite struct ReportFilesTests {
  private let copy: TemporaryFolder
  private let manager = FileManager.default

  init() throws { copy = try Fixture.shared.copy() }

  private func path(_ file: String) -> String { "\(copy.path)/reference/\(file)" }

  private func bytes(_ file: String) -> Data? { manager.contents(atPath: path(file)) }

  private func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path(file)))
  }

  private func report(
    _ options: [String] = [], environment: [String: String] = [:]
  ) throws -> Tool.Outcome {
    try Tool.run(["report", "reference"] + options, in: copy.path, environment: environment)
  }

  private let drawing = "figures/quadratic-uniform-3-4.svg"

  /// A folder whose `gnuplot` is the given shell script.
  private func stand(in script: String) throws -> (folder: TemporaryFolder, path: [String: String])
  {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/gnuplot"
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: file))
    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
    return (folder, ["PATH": "\(folder.path):/usr/bin:/bin"])
  }

  @Test func filesThatNoReportWroteStayAndThoseOfAnEarlierOneGo() throws {
    try write("mine", to: "figures/mine.png")
    try write("mine", to: "tables/mine.csv")
    try write("old", to: "figures/old-8.gp")
    let list = try String(contentsOfFile: path(".report-files"), encoding: .utf8)
    try write(list + "figures/old-8.gp\n../tiny.yaml\nrecords/x.json\n", to: ".report-files")
    let outcome = try report()
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.hasPrefix("removed reference/figures/old-8.gp: "))
    #expect(bytes("figures/mine.png") != nil && bytes("tables/mine.csv") != nil)
    #expect(bytes("figures/old-8.gp") == nil)
    #expect(try String(contentsOfFile: path(".report-files"), encoding: .utf8) == list)
    let check = try report(["--check"])
    #expect(check.exitCode == 1, "they are none of the report's")
    #expect(check.errors.contains("reference/figures/mine.png: found a file that no run"))
  }

  @Test func linkedFolderIsFollowed() throws {
    let elsewhere = try TemporaryFolder()
    try manager.removeItem(atPath: path("figures"))
    try manager.createSymbolicLink(
      atPath: path("figures"), withDestinationPath: elsewhere.path)
    #expect(try report().exitCode == 0)
    #expect(try manager.destinationOfSymbolicLink(atPath: path("figures")) == elsewhere.path)
    #expect(manager.fileExists(atPath: "\(elsewhere.path)/quadratic-uniform-3-4.svg"))
  }

  @Test func twoReportsAtOnceLeaveWhatOneLeaves() throws {
    let before = try TemporaryFolder.files(in: path(""))
    let both = try (0..<2).map { _ in try Tool(["report", "reference"], in: copy.path) }
    for tool in both { #expect(tool.outcome().exitCode == 0) }
    #expect(try TemporaryFolder.files(in: path("")) == before)
    #expect(try report(["--check"]).exitCode == 0)
  }

  @Test func theUsersSettingsOfGnuplotDoNotMatter() throws {
    let home = try TemporaryFolder()
    try Data("set terminal nothing\n".utf8)
      .write(to: URL(fileURLWithPath: "\(home.path)/.gnuplot"))
    #expect(try report(["--check"], environment: ["HOME": home.path]).exitCode == 0)
  }

  @Test func aGnuplotThatFailsCostsTheFiguresOnly() throws {
    let (folder, environment) = try stand(in: "echo no luck >&2; exit 3")
    defer { withExtendedLifetime(folder) {} }
    let run = ["run", "\(try Fixture.shared.folder)/tiny.yaml", "--results", "reference"]
    try manager.removeItem(atPath: path("report.md"))
    let outcome = try Tool.run(run, in: copy.path, environment: environment)
    #expect(outcome.exitCode == 1)
    #expect(outcome.lastLine == (try Fixture.shared.first.lastLine), "the digest")
    #expect(outcome.errors.hasSuffix("figures are not drawn: gnuplot failed: no luck\n"))
    #expect(bytes("report.md") != nil)
    #expect(bytes(drawing) != nil, "its numbers and script are the same")
    try write("# other\n", to: "figures/quadratic-uniform-3-4.gp")
    let report = try report(environment: environment)
    #expect(report.exitCode == 1)
    #expect(report.output.contains("removed reference/\(drawing): "))
    #expect(bytes(drawing) == nil, "it was drawn by another script")
  }

  @Test func withoutGnuplotAReportIsNoFailure() throws {
    let (folder, environment) = try stand(in: "exit 127")
    defer { withExtendedLifetime(folder) {} }
    let outcome = try report(environment: environment)
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors == "figures are not drawn: gnuplot is not installed\n")
  }

  @Test func checkNoticesWhatIsMissingEmptyOrNotWhole() throws {
    func flaws() throws -> String { try report(["--check"]).errors }
    let svg = String(decoding: try #require(bytes(drawing)), as: UTF8.self)
    // A drawing by another version is compared by what it shows.
    let other = svg.replacing(/GNUPLOT [0-9.]+/, with: "GNUPLOT 99.1")
    try write(other, to: drawing)
    #expect(try flaws() == "")
    try write(String(other.dropLast(40)), to: drawing)
    #expect(try flaws() == "reference/\(drawing): is no well-formed SVG\n")
    try write(other.replacing("4 updates", with: "5 updates"), to: drawing)
    #expect(try flaws() == "reference/\(drawing): does not show 'quadratic-uniform-3, 4 updates'\n")
    try write("", to: drawing)
    try write("", to: "tables/verdicts.csv")
    try manager.removeItem(atPath: path("tables/tuning.csv"))
    #expect(
      try flaws() == """
        reference/tables/verdicts.csv: is empty
        reference/tables/tuning.csv: is missing
        reference/\(drawing): is empty

        """)
    try manager.removeItem(atPath: path(drawing))
    #expect(try flaws().contains("reference/\(drawing): is missing\n"))
  }

  @Test func aFolderOfResultsHasAPageThatSaysWhatEachShows() throws {
    let index = "\(copy.path)/README.md"
    #expect(try Tool.run(["report", copy.path], in: "/").exitCode == 0)
    let page = try String(contentsOfFile: index, encoding: .utf8)
    #expect(page.contains("| [reference](reference/report.md) | Every kind of cell | "))
    let check = ["report", copy.path, "--check"]
    #expect(try Tool.run(check, in: "/").exitCode == 0)
    try Data((page + "more\n").utf8).write(to: URL(fileURLWithPath: index))
    #expect(
      try Tool.run(check, in: "/").errors
        == "\(copy.path)/README.md: differs from what the results folders give\n")
    // A report of one folder makes the page anew, unless people wrote it.
    #expect(try report().exitCode == 0)
    #expect(try String(contentsOfFile: index, encoding: .utf8) == page)
    try Data("mine\n".utf8).write(to: URL(fileURLWithPath: index))
    #expect(try report().exitCode == 0)
    let refused = try Tool.run(["report", copy.path], in: "/")
    #expect(refused.exitCode == 1)
    #expect(refused.errors.contains("README.md: found a page that l2l report did not write"))
    #expect(try String(contentsOfFile: index, encoding: .utf8) == "mine\n")
  }
}
