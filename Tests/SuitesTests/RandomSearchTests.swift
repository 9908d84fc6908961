import Execution
import Foundation
import Settings
import TestSupport
import Testing

@testable import Suites

private let grid = Samples.yaml
private let section = "  randomSearch: { optimizers: [sgd, adam], draws: 7, tuningFunctions: 9 }\n"

/// The sample with a random search beside its grid.
private let both = Samples.edited("  refinements: 0\n", "  refinements: 0\n" + section)

/// The sample with a random search in place of its grid.
private let alone: String = {
  guard let start = both.range(of: "  optimizers: [sgd, adam]\n")?.lowerBound,
    let end = both.range(of: section)?.lowerBound
  else { preconditionFailure("a grid before the search") }
  return both.replacingCharacters(in: start..<end, with: "")
}()

private func keys(_ yaml: String, vocabulary: Vocabulary = Samples.vocabulary) throws -> [String:
  String]
{
  Dictionary(
    try Plan(Samples.suite(yaml, vocabulary: vocabulary)).cells.map { ($0.label, $0.key) },
    uniquingKeysWith: { first, _ in first })
}

@Suite struct RandomSearchSuiteTests {
  @Test func aRandomSearchStandsBesideAGridOrAlone() throws {
    let handDesigned = try #require(Samples.suite(both).handDesigned)
    #expect(handDesigned.optimizers == ["sgd", "adam"])
    let search = try #require(handDesigned.randomSearch)
    #expect(search.rules.map(\.name) == ["sgd", "adam"])
    #expect(search.settings.draws == 7 && search.settings.functions == 9)
    let own = try #require(Samples.suite(alone).handDesigned)
    #expect(own.optimizers.isEmpty && own.randomSearch == search)
  }

  /// A name of its own, so that both rows of a rule stand in one table.
  @Test func itsRowsHaveNamesOfTheirOwn() throws {
    let added = try Set(keys(both).keys).subtracting(keys(grid).keys)
    let pairs = ["quadratic-10 at 100", "quadratic-10 at 200", "mnist at 100"]
    #expect(
      added
        == Set(
          pairs.flatMap { pair in
            ["sgd", "adam"].flatMap {
              ["tune \($0)-tuned on \(pair)", "evaluate \($0)-tuned on \(pair)"]
            }
          }))
  }

  @Test func itHasNoPartInTheKeysOfOtherCells() throws {
    let (before, after) = (try keys(grid), try keys(both))
    #expect(before.allSatisfy { after[$0.key] == $0.value })
    #expect(try Plan(Samples.suite(grid)).suiteDigest != Plan(Samples.suite(both)).suiteDigest)
  }

  /// The ranges belong to the program, so a key has them.
  @Test func anotherBudgetOrRangeIsAnotherSearch() throws {
    var other = Samples.vocabulary
    other.searchSpaces = ["sgd": "another"]
    for changed in [
      try keys(both.replacing("draws: 7", with: "draws: 8")),
      try keys(both.replacing("tuningFunctions: 9", with: "tuningFunctions: 10")),
      try keys(both, vocabulary: other),
    ] {
      let same = try keys(both)
      #expect(changed["tune sgd-tuned on mnist at 100"] != same["tune sgd-tuned on mnist at 100"])
      #expect(
        changed["evaluate sgd-tuned on mnist at 100"] != same["evaluate sgd-tuned on mnist at 100"])
      #expect(changed["tune sgd on mnist at 100"] == same["tune sgd on mnist at 100"])
    }
  }

  @Test(arguments: [
    ("draws: 7", "draws: 0", "handDesigned.randomSearch.draws: found 0,"),
    ("draws: 7, ", "", "handDesigned.randomSearch: found no draws,"),
    ("[sgd, adam], draws", "[sgd, lion], draws", "randomSearch.optimizers[1]: found lion,"),
    (
      "[sgd, adam], draws", "[sgd, sgd], draws",
      "randomSearch.optimizers[1]: found sgd a second time"
    ),
    ("name: lstm\n", "name: sgd-tuned\n", "learned[0].name: found sgd-tuned,"),
    ("  tuningFunctions: 256\n", "", "handDesigned: found no tuningFunctions,"),
  ])
  func mistakesAreNamed(old: String, new: String, message: String) throws {
    let error = try #require(throws: SuiteError.self) {
      try Samples.suite(both.replacing(old, with: new, maxReplacements: 1))
    }
    #expect("\(error)".contains(message), "\(error)")
  }
}
