import Gate
import Results
import Simulations
import Testing

private let reference = Population().run(from: stream(0))

private func compare(_ candidate: Run, allowing: Gate.Allowances = .init()) -> Comparison {
  Gate.compare(reference: reference.pair, candidate: candidate.pair, allowing: allowing)
}

@Test func muchWorseOptimizerIsARegressionAndMuchBetterAnImprovement() {
  let worse = compare(Population().run(from: stream(1), factor: 1.5))
  #expect(worse.outcome == .regression && worse.exitCode == 2)
  let regressions = worse.rows.filter { $0.outcome == .regression }
  #expect(regressions.count == 3 && regressions.allSatisfy { $0.theseOptimizers?.areWorse == true })
  let better = compare(Population().run(from: stream(2), factor: 0.5))
  #expect(better.rows.count { $0.outcome == .improvement } == 3)
  #expect(better.rows.filter { $0.outcome == .improvement }.allSatisfy { $0.shownNonInferior })
}

@Test func worseningWithinTheMarginPassesHoweverSignificant() {
  let slower = Population.run(
    reference.records.map { record in
      record.changing { $0.finalLosses = $0.finalLosses.map { $0.map { $0 * 1.01 } } }
    })
  let row = compare(slower).rows.first { $0.theseOptimizers == nil }
  #expect((row?.worsePValue ?? 1) < 1e-6)
  #expect(row?.shownNonInferior == true && row?.outcome == .pass && row?.equal == false)
}

@Test func rowLosesItsOwnDivergencesButNotNewOnes() {
  let diverging = Population.run(
    reference.records.map { record in record.changing { $0.finalLosses[3] = nil } })
  let forgiven = Gate.compare(reference: diverging.pair, candidate: reference.pair)
  #expect(forgiven.rows.allSatisfy { $0.compared.contains("1 function diverged in the reference") })
  let lost = compare(diverging)
  #expect(lost.outcome == .incomparable)
  #expect(lost.rows[0].compared.contains("5 final losses are absent"))
}

/// The run in which these meta-seeds of the first optimizer diverged on the given functions.
private func losing(_ functions: [Int], metaSeeds: Set<Int>, of run: Run) -> Run {
  Population.run(
    run.records.map { record in
      record.changing { result in
        guard result.optimizer == "optimizer-0", metaSeeds.contains(result.metaSeed ?? -1) else {
          return
        }
        for function in functions { result.finalLosses[function] = nil }
      }
    })
}

@Test func metaSeedsWithoutDivergencesAreTestedWhereNoFunctionIs() {
  let all = Array(0..<40)
  let broken = losing(all, metaSeeds: [1, 3], of: reference)
  let worse = losing(all, metaSeeds: [1, 3], of: Population().run(from: stream(1), factor: 1.5))
  let comparison = Gate.compare(reference: broken.pair, candidate: worse.pair)
  let row = comparison.rows.first { $0.optimizer == "optimizer-0" }
  #expect(row?.outcome == .regression)
  #expect(
    row?.compared
      == "final losses of 40 functions × 3 meta-seeds; 2 meta-seeds diverged in the reference")
}

/// In the reference every function and every meta-seed diverged somewhere.
@Test func aRowWithNothingToTestPassesOnlyWhenItIsEqual() {
  var broken = reference
  for seed in 0..<5 {
    broken = losing((0..<8).map { 8 * seed + $0 }, metaSeeds: [seed], of: broken)
  }
  #expect(Gate.compare(reference: broken.pair, candidate: broken.pair).outcome == .pass)
  let mended = Gate.compare(reference: broken.pair, candidate: reference.pair)
  #expect(mended.outcome == .undecided && mended.exitCode == 2)
  #expect(mended.rows[0].optimizer == "optimizer-0" && mended.rows[0].ratio == nil)
  #expect(mended.rows[0].compared.hasPrefix("not tested: 40 functions × 5 meta-seeds, 40 final"))
}

/// What a candidate may be unlike its reference in, and the words that must say so.
private let mismatches: [(String, @Sendable (inout Run) -> Void)] = [
  ("the candidate is of suite 'other'", { $0.manifest.suite = "other" }),
  ("the candidate has suite seed 1, the reference 0", { $0.manifest.seed = 1 }),
  ("the candidate's data are not the reference's", { $0.manifest.data = ["procedural digits"] }),
  ("format version 2", { $0.manifest.formatVersion = 2 }),
  ("has format version 3", { $0.records[0].formatVersion = 3 }),
  ("belongs to suite 'other'", { $0.records[0].suite = "other" }),
  ("no record of 'evaluate optimizer-5 '", { $0.records.removeLast() }),
  (
    "missing: the candidate has no such row",
    {
      $0.records.removeLast()
      $0.manifest.cells.removeLast()
    }
  ),
  ("belongs to no cell", { $0.manifest.cells.removeLast() }),
  ("extra: the reference has no such row", { $0 = withANewOptimizer($0) }),
  ("two records have the key", { $0.records.append($0.records[0]) }),
  (
    "functions: 40 in the reference, 39 in the candidate",
    { $0.records[17] = $0.records[17].changing { $0.finalLosses.removeLast() } }
  ),
  (
    "functions: 40 in the reference, 39 or 40 in the candidate",
    { $0.records[0] = $0.records[0].changing { $0.finalLosses.removeLast() } }
  ),
  (
    "meta-seeds: [0, 1, 2, 3, 4] in the reference, [1, 2, 3, 4] in the candidate",
    { $0 = Population.run(Array($0.records.dropFirst())) }
  ),
  (
    "values averaged into a final loss: 1 in the reference, 10 in the candidate",
    { $0.records[17] = $0.records[17].changing { $0.finalLossWindow = 10 } }
  ),
  (
    "1 final losses are absent or not finite",
    { $0.records[17] = $0.records[17].changing { $0.finalLosses[0] = .nan } }
  ),
  (
    "1 final losses are absent or not finite",
    { $0.records[17] = $0.records[17].changing { $0.finalLosses[0] = .infinity } }
  ),
  ("learned on one side only", { $0.records[17] = $0.records[17].changing { $0.kind = .learned } }),
  ("external on one side only", { $0.records[17].external = true }),
]

private func withANewOptimizer(_ run: Run) -> Run {
  Population.run(run.records + [Population.record("new", metaSeed: nil, losses: [1])])
}

@Test(arguments: mismatches.indices, [false, true])
func mismatchIsIncomparableAndSaysWhy(index: Int, undecidedAllowed: Bool) {
  var candidate = reference
  mismatches[index].1(&candidate)
  let comparison = compare(candidate, allowing: .init(undecided: undecidedAllowed))
  #expect(comparison.outcome == .incomparable)
  #expect(comparison.exitCode == 3)
  #expect(comparison.text().contains(mismatches[index].0), "\(comparison.text())")
}

@Test func twoSuitesMixedUpAreOneLine() {
  for change in [{ $0.manifest.suite = "other" }, { $0.manifest.seed = 1 }]
    as [(inout Run) -> Void]
  {
    var other = Population(functions: 7, learned: 2).run(from: stream(3))
    change(&other)
    let comparison = compare(other)
    #expect(comparison.rows.isEmpty && comparison.problems.count == 1)
    #expect(comparison.text().split(separator: "\n").count == 2)
  }
}

@Test func newRowsAreNotesWhenAllowed() {
  let allowed = compare(withANewOptimizer(reference), allowing: .init(newRows: true))
  #expect(allowed.outcome == .pass && allowed.rows.count == 6)
  #expect(allowed.notes == ["new: new on bowl at 10, compared with nothing"])
  let swapped = withANewOptimizer(Population.run(Array(reference.records.dropLast())))
  #expect(compare(swapped, allowing: .init(newRows: true)).outcome == .incomparable)
}

@Test func nothingAtAllIsIncomparable() {
  let empty = Population.run([])
  #expect(Gate.compare(reference: empty.pair, candidate: empty.pair).outcome == .incomparable)
}

@Test func learnedOptimizersHaveAMarginOfTheirOwn() {
  var wide = reference
  wide.manifest.learnedMargin = 1
  let worse = Population().run(from: stream(1), factor: 1.5)
  let rows = Gate.compare(reference: wide.pair, candidate: worse.pair).rows
  for row in rows where row.theseOptimizers != nil {
    #expect(row.outcome == .pass && row.margin == 1)
  }
  #expect(rows.count { $0.margin == 0.05 } == 3)
  #expect(compare(wide).notes.contains { $0.contains("a learnedMargin of 1.0") })
}
