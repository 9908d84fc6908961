import Results
import Testing

@testable import Reports

struct SideBySideTests {
  private let first = SideBySide.Folder(
    name: "first", manifest: Fixture.manifest(), records: Fixture.records())

  /// The fixture's suite from another seed, without one of its optimizees.
  private var second: SideBySide.Folder {
    var manifest = Fixture.manifest()
    manifest.seed += 1
    manifest.cells.removeAll { $0.label.contains("bowl-40") }
    let keys = Set(manifest.cells.map(\.key))
    return SideBySide.Folder(
      name: "second", manifest: manifest,
      records: Fixture.records().filter { keys.contains($0.key) })
  }

  @Test func onlySharedSettingsAreShownWithTheRowsOfBothByMean() throws {
    let comparison = try SideBySide([first, second])
    #expect(comparison.settings.map(\.title) == ["bowl-10, 40 updates"])
    let rows = comparison.settings[0].rows
    #expect(rows.count == 8)
    #expect(Set(rows.map { "\($0.folder) \($0.row.optimizer)" }).count == 8)
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.row.mean <= $1.row.mean })
  }

  @Test func rowsAreThoseOfTheReports() throws {
    let row = try #require(
      SideBySide([first, first]).settings[0].rows.first { $0.row.optimizer == "lstm" }?.row)
    let own = try #require(
      Report(manifest: first.manifest, records: first.records).rows.first {
        $0.optimizer == "lstm" && $0.optimizee == "bowl-10"
      })
    #expect(row.mean == own.mean)
    #expect(row.meanInterval == own.meanInterval)
    #expect(row.rival?.comparison.ratio == own.rival?.comparison.ratio)
  }

  @Test func theRemarkSaysWhetherFunctionsAreTheSame() throws {
    #expect(
      try SideBySide([first, second]).settings[0].remark
        == "Functions: first 24, second 24. Their suite seeds differ, so these are not the same functions."
    )
    #expect(
      try SideBySide([first, first]).settings[0].remark
        == "Functions: first 24, first 24. One suite seed: the same functions.")
  }

  @Test func formatsHoldEveryRow() throws {
    let comparison = try SideBySide([first, second])
    #expect(comparison.text().split(separator: "\n").filter { $0.hasPrefix("lstm ") }.count == 2)
    #expect(
      comparison.markdown().split(separator: "\n").filter { $0.hasPrefix("| `lstm`") }.count == 2)
    let lines = comparison.csv().split(separator: "\n")
    #expect(lines.count == 9)
    #expect(lines[0].hasPrefix("optimizee,horizon,results,suite_seed,optimizer,kind,"))
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("bowl-10,40,") })
    #expect(lines.contains { $0.hasPrefix("bowl-10,40,second,8,lstm,learned,3,24,") })
  }

  @Test func foldersWithNothingInCommonGiveNothing() throws {
    #expect(try SideBySide([first]).isEmpty)
    #expect(try !SideBySide([first, second]).isEmpty)
  }
}
