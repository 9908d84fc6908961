import Settings
import TestSupport
import Testing

@testable import Suites

private let section = """
  external:
    - name: by-grid
      command: [python3, -m, somewhere, adam]
      grid:
        tuningFunctions: 4
        lowestLearningRate: 0.01
        highestLearningRate: 1
        pointsPerDecade: 2
        refinements: 1
    - name: drawn
      command: [./optimizer]
      timeLimit: 5
      randomSearch:
        draws: 7
        tuningFunctions: 9
        settings:
          weight_decay: { lowest: 1e-5, highest: 0.1 }
          learningRate: { lowest: 0.001, highest: 0.1 }

  """

private func external(_ old: String, _ new: String, at place: String? = nil, _ message: String)
  -> Mistake
{
  Mistake(
    "minimisers: [bfgs2]\n",
    "minimisers: [bfgs2]\n" + section.replacing(old, with: new, maxReplacements: 1), at: place,
    message)
}

@Suite struct ExternalSuiteTests {
  private let suite: Suite

  init() throws {
    suite = try Samples.suite(
      Samples.edited("minimisers: [bfgs2]\n", "minimisers: [bfgs2]\n" + section))
  }

  @Test func entriesHaveACommandAndWhatIsTuned() throws {
    let (grid, drawn) = (suite.external[0], suite.external[1])
    #expect(grid.command == ["python3", "-m", "somewhere", "adam"])
    #expect(grid.timeLimit == 60 && drawn.timeLimit == 5)
    #expect(grid.tuning.functions == 4 && drawn.tuning.functions == 9)
    guard case .randomSearch(let settings, of: let names) = drawn.tuning else {
      Issue.record("a random search was asked for")
      return
    }
    #expect(settings.draws == 7)
    #expect(names.map(\.name) == ["learningRate", "weight_decay"])
  }

  @Test func everyEvaluationHasATuningAndACellOfEach() {
    let cells = Plan(suite).cells.filter { $0.label.contains("drawn") }
    #expect(cells.count == 6)
    #expect(
      cells.allSatisfy { cell in
        cell.isExternal && (cell.label.hasPrefix("tune") || cell.dependencies.count == 1)
      })
    #expect(Plan(suite).manifest.external?.count == 2)
  }

  /// The time limit decides whether there is a result, never which.
  @Test func theTimeLimitIsNoPartOfAKey() throws {
    var other = suite
    other.external[1].timeLimit = 6
    #expect(Plan(other).cells.map(\.key) == Plan(suite).cells.map(\.key))
  }

  @Test(arguments: [
    external(
      "name: by-grid", "name: →adam", "external[0].name: found adam, expected a name of its"),
    external("name: drawn", "name: →by-grid", "external[1].name: found by-grid, expected a name"),
    external(
      "name: by-grid", "name: →lstm", "external[0].name: found lstm, expected a name of its"),
    external("[./optimizer]", "→[]", "external[1].command: found an empty list,"),
    external(
      "[./optimizer]", "→./optimizer", "external[1].command: found ./optimizer, expected a l"),
    external("timeLimit: 5", "timeLimit: →0", "external[1].timeLimit: found 0, expected a whole"),
    external(
      "    randomSearch:", "    grid: {}\n    randomSearch:", at: "→name: drawn",
      "external[1]: found grid and randomSearch, expected one of them"),
    external(
      "      learningRate: {", "      rate: {", at: "→weight_decay",
      "external[1].randomSearch.settings: found no learningRate, expected the key learningRate"),
    external(
      "weight_decay: { lowest: 1e-5, highest: 0.1", "weight_decay: { lowest: 1, highest: →0.1",
      "external[1].randomSearch.settings.weight_decay.highest: found 0.1, expected at least"),
    external(
      "weight_decay: {", "weight decay: →{",
      "external[1].randomSearch.settings.weight decay: found weight decay, expected a name of"),
  ])
  func aMistakeIsNamedWithItsPlace(mistake: Mistake) throws {
    try expectError(of: mistake)
  }
}
