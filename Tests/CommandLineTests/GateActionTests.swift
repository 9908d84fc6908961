import Foundation
import TestSupport
import Testing

/// What `.github/actions/gate` does with a built command line.
@Suite struct GateActionTests {
  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: ".github/actions/gate/gate").path

  @Test(arguments: [
    (TinySuite.yaml, [], 0, "`tiny`: pass"),
    (TinySuite.edited("seed: 9", "seed: 8"), [], 3, "suite seed 8"),
    (
      TinySuite.edited("optimizers: [sgd, nag]", "optimizers: [sgd, nag, adam]"),
      ["--allow-new-rows"], 0, "new: adam"
    ),
  ])
  func theGateIsTheExitCodeAndTheSummary(
    yaml: String, arguments: [String], expected: Int, words: String
  ) throws {
    let copy = try Fixture.shared.copy()
    try write(yaml, to: copy.path)
    let process = Process()
    process.executableURL = URL(filePath: Self.script)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: copy.path)
    process.environment = ProcessInfo.processInfo.environment.merging([
      "PROGRAM": try Tool.url.path, "SUITE": "tiny.yaml", "REFERENCE": "reference",
      "GITHUB_STEP_SUMMARY": "\(copy.path)/summary.md",
    ]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(Int(process.terminationStatus) == expected)
    let summary = try String(contentsOfFile: "\(copy.path)/summary.md", encoding: .utf8)
    #expect(summary.contains(words), "\(summary)")
  }
}
