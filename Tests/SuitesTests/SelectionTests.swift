import Testing

@testable import Suites

struct SelectionTests {
  private func labels(_ patterns: String...) throws -> [String] {
    let plan = Plan(try Samples.suite())
    let keys = try plan.keys(matching: patterns)
    return plan.cells.filter { keys.contains($0.key) }.map(\.label)
  }

  @Test func anOptimizerAnOptimizeeOrALabelStandsForItsCells() throws {
    #expect(
      try labels("sgd") == [
        "tune sgd on quadratic-10 at 100", "tune sgd on quadratic-10 at 200",
        "tune sgd on mnist at 100", "evaluate sgd on quadratic-10 at 100",
        "evaluate sgd on quadratic-10 at 200", "evaluate sgd on mnist at 100",
      ])
    #expect(try labels("mnist").filter { $0.hasPrefix("tune") }.count == 2)
    #expect(try labels("tune ?* at 200", "bfgs2").count == 4)
  }

  @Test func whatACellReadsComesWithIt() throws {
    #expect(
      try labels("evaluate lstm on mnist at 100 meta-seed 1") == [
        "search lstm on quadratic-10 candidate 0", "search lstm on quadratic-10 candidate 1",
        "search lstm on quadratic-10 candidate 2", "meta-train lstm on quadratic-10 meta-seed 1",
        "evaluate lstm on mnist at 100 meta-seed 1",
      ])
  }

  @Test(arguments: ["adamw", "", "sg", "evaluate sgd"])
  func aPatternWithoutACellIsRefused(pattern: String) throws {
    #expect(throws: SelectionError.self) { try labels("sgd", pattern) }
  }
}
