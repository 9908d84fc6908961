import Foundation
import TestSupport
import Testing

@Suite struct VersionTests {
  @Test func versionNamesTheSourcesThatWereBuilt() throws {
    let folder = try TemporaryFolder()
    _ = try Tool.shell(
      """
      git init -q . && git -c user.name=x -c user.email=x@example.org commit -q --allow-empty -m x
      """, in: folder.path)
    let outcome = try Tool.run(["--version"], in: folder.path)
    #expect(outcome.exitCode == 0)
    let shape =
      /l2l 1\.\d+\.\d+\ncommit: ([0-9a-f]{40}|unknown)( with uncommitted changes)?\narithmetic: Sampling \d+, .*, MetaTraining \d+\ntoolchain: Swift 6.*\n/
    let match = try #require(outcome.output.wholeMatch(of: shape))
    let elsewhere = try Tool.shell("git rev-parse HEAD", in: folder.path).lastLine
    #expect(elsewhere.count == 40 && match.1 != elsewhere)

    try write(TinySuite.yaml, to: folder.path)
    _ = try Tool.run(["run", "tiny.yaml", "--quiet"], in: folder.path)
    let provenance = try String(
      contentsOfFile: "\(folder.path)/runs/tiny/provenance.json", encoding: .utf8)
    #expect(provenance.contains("\"version\" : \"1."))
    #expect(match.1 == "unknown" || provenance.contains("\"commit\" : \"\(match.1)\""))
    #expect(!provenance.contains(elsewhere))
  }

  /// What the plugin runs before every build.
  @Test func theCommitIsThatOfThePackageAlone() throws {
    let folder = try TemporaryFolder()
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("scripts/write-commit").path
    let outcome = try Tool.shell(
      """
      set -e
      says() { GIT_DIR=/nowhere/.git \(script) "$PWD/$1" "$PWD/out"; tr '\\n' ' ' <out; echo; }
      commit() { git -C package -c user.name=x -c user.email=x@example.org commit -q -m x; }
      mkdir -p package/Sources package/results package/unpacked
      says package
      git init -q package
      says package
      echo a >package/Sources/a; git -C package add .; commit
      says package | sed "s/$(git -C package rev-parse HEAD)/HEAD/"
      stamp=$(stat -c %Y%i out); sleep 1.1; says package >/dev/null
      [ "$stamp" = "$(stat -c %Y%i out)" ] && echo untouched
      echo b >package/results/b
      says package | sed 's/[0-9a-f]\\{40\\}/HEAD/'
      echo b >package/Sources/b
      says package | sed 's/[0-9a-f]\\{40\\}/HEAD/'
      says package/unpacked
      """, in: folder.path)
    func text(_ commit: String, _ changes: String) -> String {
      "let builtCommit: String? = \(commit) let builtWithChanges: Bool? = \(changes) \n"
    }
    let expected = [
      text("nil", "nil"), text("nil", "nil"), text("\"HEAD\"", "false"), "untouched\n",
      text("\"HEAD\"", "false"), text("\"HEAD\"", "true"), text("nil", "nil"),
    ]
    #expect(outcome.output == expected.joined())
    #expect(outcome.exitCode == 0)
  }
}
