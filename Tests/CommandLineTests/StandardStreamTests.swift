import Foundation
import TestSupport
import Testing

/// The real binary under standard streams of all sorts.
@Suite struct StandardStreamTests {
  private func shell(_ script: String) throws -> Tool.Outcome {
    try Tool.shell(script, in: Fixture.shared.folder)
  }

  @Test(
    arguments: [
      ("2>/dev/full", 0), ("2>&-", 0), ("<&- 2>&-", 0), (">/dev/full", 1), (">&-", 1),
      (">&- 2>&-", 1), ("<&- >&- 2>&-", 1),
    ] as [(String, Int32)])
  func runEndsAsDocumented(redirections: String, code: Int32) throws {
    let folder = try Fixture.shared.copy()
    try write(TinySuite.yaml, to: folder.path)
    let outcome = try Tool.shell(
      "\"$L2L\" run tiny.yaml --results reference \(redirections)", in: folder.path)
    #expect(outcome.exitCode == code)
    if code == 0 { #expect(outcome.lastLine == (try Fixture.shared.first.lastLine)) }
    if redirections == ">/dev/full" {
      #expect(
        outcome.errors.hasSuffix(
          "Error: standard output: could not write: No space left on device\n"))
    }
  }

  @Test(
    arguments: [
      ("gate --reference nowhere --candidate reference", "2>/dev/full", 3),
      ("gate --reference reference --candidate worse", "2>/dev/full", 2),
      ("gate --reference reference --candidate reference --format json", ">/dev/full", 1),
      ("gate --reference reference --candidate reference --format junit", ">&-", 1),
      ("report nowhere --check", "2>/dev/full", 1), ("report reference --check", ">/dev/full", 1),
      ("inspect reference/optimizers/lstm-0.safetensors", ">/dev/full", 1),
      ("list", ">/dev/full", 1),
      ("--help", ">/dev/full", 1), ("--version", ">/dev/full", 1), ("lst", "2>/dev/full", 64),
      ("run none.yaml", "2>&-", 1), ("data check mnist --data nowhere", ">/dev/full", 1),
    ] as [(String, String, Int32)])
  func commandsEndAsDocumented(command: String, redirection: String, code: Int32) throws {
    let outcome = try shell("\"$L2L\" \(command) \(redirection)")
    #expect(outcome.exitCode == code)
    if redirection.hasPrefix(">") {
      #expect(outcome.errors.hasPrefix("Error: standard output: could not write: "))
    }
  }

  @Test func aBrokenPipeEndsTheProcessAsASignalDoesOrQuietly() throws {
    let gone = "\"$L2L\" list; echo $? >code; } | true; cat code"
    #expect(try shell("{ sleep 0.3; \(gone)").output == "141\n")
    let ignored = try shell("{ trap '' PIPE; sleep 0.3; \(gone)")
    #expect(ignored.output == "1\n")
    #expect(ignored.errors.isEmpty)
  }

  @Test func noFileGetsTheNumberOfAClosedStream() throws {
    let folder = try TemporaryFolder()
    try write(TinySuite.yaml, to: folder.path)
    let outcome = try Tool.shell("\"$L2L\" run tiny.yaml --results r 2>&-", in: folder.path)
    #expect(outcome.exitCode == 0)
    for (path, bytes) in try TemporaryFolder.files(in: "\(folder.path)/r") {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("13 cells, 0"), "\(path)")
    }
  }

  @Test func ignoredInterruptsStayIgnoredAndFullStreamsDoNotHoldASignalUp() throws {
    let folder = try TemporaryFolder()
    try write(endlessSuite, to: folder.path)
    let outcome = try Tool.shell(
      """
      trap '' INT
      "$L2L" run tiny.yaml --results r --quiet 2>/dev/full & process=$!
      until [ -e r/manifest.json ]; do sleep 0.01; done
      sleep 0.2
      kill -INT $process
      sleep 0.3
      kill -0 $process && echo alive
      kill -TERM $process
      wait $process
      echo $?
      """, in: folder.path)
    #expect(outcome.output == "alive\n143\n")
  }

  @Test(arguments: [12, 20])
  func fewDescriptorsAreAClearError(limit: Int) throws {
    let outcome = try Tool.shell("ulimit -n \(limit); exec \"$L2L\" list", in: "/")
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors.contains("more open files, expected 24 or more"))
  }
}

@Suite struct SourceTests {
  /// Foundation's ways of writing end the process where a stream is full or closed, and Swift's own
  /// loses what it could not write without a word.
  @Test func nothingButTheStandardStreamsPrints() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let pattern = #"(^|[^.[:alnum:]_])print\(|FileHandle\.standard|fputs|\.atomic\b"#
    let found = try Tool.shell("grep -rnE --include='*.swift' '\(pattern)' Sources", in: root.path)
      .output.split(separator: "\n")
    #expect(!found.isEmpty, "the standard streams print")
    for line in found where !line.contains("static func print(") { Issue.record("\(line)") }
  }
}
