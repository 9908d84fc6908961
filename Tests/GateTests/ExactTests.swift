import Results
import Simulations
import Testing

@testable import Gate

@Suite struct ExactTests {
  private static let cells = ["search", "meta-train", "tune", "evaluate"].map { label in
    CellFingerprint(
      label: label, key: "key of \(label)", record: "record of \(label)",
      optimizer: label == "meta-train" ? .init(name: "lstm-0", digest: "d") : nil)
  }

  private func compare(
    _ candidate: [CellFingerprint], reference: [CellFingerprint] = cells,
    newRows: Bool = false, change: (inout Manifest) -> Void = { _ in }
  ) -> Comparison {
    let manifest = Population.run([]).manifest
    var other = manifest
    change(&other)
    return Gate.compareExactly(
      reference: (manifest, reference), candidate: (other, candidate),
      allowing: .init(undecided: true, newRows: newRows))
  }

  @Test func theSameBytesPass() {
    let comparison = compare(Self.cells.reversed())
    #expect(comparison.exitCode == 0 && comparison.differences.isEmpty)
    #expect(comparison.text().contains("reference digest sha256:\(Self.cells.digest)"))
  }

  /// The first cell that differs is the cause, whatever follows from it.
  @Test func whatDiffersIsNamedInTheOrderOfThePlan() {
    var other = Self.cells
    other[0].key = "another key"
    other[1].optimizer?.digest = "e"
    other[1].record = "another record"
    other[3].record = "another record"
    let comparison = compare(other.reversed())
    #expect(comparison.exitCode == 2 && comparison.outcome == .regression)
    #expect(
      comparison.differences == [
        .init(cell: "search", what: .settings), .init(cell: "meta-train", what: .optimizerFile),
        .init(cell: "evaluate", what: .record),
      ])
    #expect(comparison.text().contains("moved bits without a new version of its arithmetic"))
    let lines = comparison.text().split(separator: "\n")
    #expect(lines[0] == "gate synthetic: regression (3 cells differ)")
    #expect(lines.contains("  another record and optimizer file: meta-train"))
    #expect(comparison.markdown().contains("- **other settings**: search"))
    #expect(comparison.junit().contains("tests=\"4\" failures=\"3\" errors=\"0\" skipped=\"0\""))
  }

  @Test func manyDifferencesAreCountedUnlessVerbose() {
    let many = (0..<25).map { CellFingerprint(label: "cell \($0)", key: "k", record: "\($0)") }
    let other = many.map { CellFingerprint(label: $0.label, key: "k", record: "other") }
    let comparison = compare(other, reference: many)
    #expect(comparison.text().contains("  … and 15 more (--verbose)\n"))
    #expect(comparison.text(verbose: true).contains("another record: cell 24"))
  }

  @Test func aMissingOrExtraCellIsIncomparable() {
    let missing = compare(Array(Self.cells.dropLast()))
    #expect(missing.exitCode == 3 && missing.text().contains("no cell 'evaluate'"))
    #expect(compare(Array(Self.cells.dropLast()), newRows: true).exitCode == 3)
    let more = Self.cells + [CellFingerprint(label: "evaluate lion", key: "k", record: "r")]
    #expect(compare(more).exitCode == 3)
    let allowed = compare(more, newRows: true)
    #expect(allowed.exitCode == 0)
    #expect(allowed.notes[0] == "new: 'evaluate lion', compared with nothing")
    #expect(compare([], reference: []).exitCode == 3)
  }

  @Test func anotherSuiteOrSeedIsIncomparable() {
    #expect(compare(Self.cells) { $0.suite = "other" }.exitCode == 3)
    #expect(compare(Self.cells) { $0.seed = 1 }.exitCode == 3)
  }
}
