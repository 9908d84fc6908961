import Foundation
import TestSupport
import Testing

/// A suite whose learned optimizer is a file, from the shell.
@Suite struct FrozenFileTests {
  @Test func aFileIsPlannedRunReportedAndRunAgainWhenAByteChanges() throws {
    let folder = try TemporaryFolder()
    let parts = TinySuite.yaml.components(separatedBy: "learned:\n")
    let rivals = parts[1].components(separatedBy: "handDesigned:")[1]
    try write(
      parts[0] + "learned:\n  - name: frozen\n    file: linear.safetensors\nhandDesigned:" + rivals,
      to: folder.path)
    let file = URL(filePath: "\(folder.path)/linear.safetensors")
    try FileManager.default.copyItem(
      atPath: "\(Fixture.shared.folder)/reference/optimizers/linear-1.safetensors",
      toPath: file.path)

    func l2l(_ arguments: String...) throws -> String {
      let outcome = try Tool.run(arguments, in: folder.path)
      #expect(outcome.exitCode == 0, "\(arguments): \(outcome.errors)")
      return outcome.output
    }
    #expect(try l2l("plan", "tiny.yaml").contains("6 cells, 0 of them finished"))
    let some = try l2l("run", "tiny.yaml", "--quiet", "--only", "frozen")
    #expect(!some.contains("digest"), "the others are left")
    _ = try l2l("run", "tiny.yaml", "--quiet")
    #expect(try l2l("plan", "tiny.yaml").contains("6 cells, 6 of them finished"))
    let report = try String(contentsOfFile: "\(folder.path)/runs/tiny/report.md", encoding: .utf8)
    #expect(report.contains("## Frozen optimizers\n"))
    #expect(report.contains("- `frozen`: `linear.safetensors`; SHA-256 `"))
    #expect(report.contains("`frozen` on optimizees it was not meta-trained on: untested"))
    let verdicts = try String(
      contentsOfFile: "\(folder.path)/runs/tiny/tables/verdicts.csv", encoding: .utf8)
    #expect(verdicts.contains("quadratic-uniform-3,4,frozen,") && verdicts.contains(",untested,"))
    let gate = ["gate", "--exact", "--reference", "runs/tiny", "--candidate", "runs/tiny"]
    #expect(try Tool.run(gate, in: folder.path).exitCode == 0)

    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: file)
    #expect(try l2l("plan", "tiny.yaml").contains("6 cells, 5 of them finished"))
    try bytes.dropLast().write(to: file)
    let damaged = try Tool.run(["plan", "tiny.yaml"], in: folder.path)
    #expect(damaged.exitCode == 1)
    #expect(damaged.errors.contains("tiny.yaml:7:11: learned[0].file: found linear.safetensors"))
  }
}
