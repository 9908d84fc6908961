import Gate
import Results
import Testing

private let reference = Population().run(from: stream(0))

private func verdict(_ candidate: Run) -> Verdict {
  Gate.compare(reference: reference.pair, candidate: candidate.pair)
}

@Test func sameResultsPassWithARatioOfOne() {
  let verdict = verdict(reference)
  #expect(verdict.outcome == .pass)
  #expect(verdict.exitCode == 0)
  #expect(verdict.rows.count == 6)
  for row in verdict.rows {
    #expect(row.ratio == 1)
    #expect(row.outcome == .pass)
  }
}

@Test func muchWorseOptimizerIsARegressionAndMuchBetterAnImprovement() {
  let worse = verdict(Population().run(from: stream(1), factor: 1.5))
  #expect(worse.outcome == .regression)
  #expect(worse.exitCode == 2)
  #expect(worse.rows.map(\.outcome).prefix(3) == [.regression, .regression, .regression])
  let better = verdict(Population().run(from: stream(2), factor: 0.5))
  #expect(better.outcome == .improvement)
  #expect(better.exitCode == 0)
}

@Test func worseningWithinTheMarginPassesHoweverSignificant() {
  let slower = Population.run(
    reference.records.map { record in
      record.changing { $0.finalLosses = $0.finalLosses.map { $0.map { $0 * 1.01 } } }
    })
  let row = verdict(slower).rows[5]
  #expect((row.worsePValue ?? 1) < 1e-6)
  #expect(row.shownNonInferior)
  #expect(row.outcome == .pass)
}

@Test func rowLosesItsOwnDivergencesButNotNewOnes() {
  let diverging = Population.run(
    reference.records.map { record in record.changing { $0.finalLosses[3] = nil } })
  let forgiven = Gate.compare(reference: diverging.pair, candidate: reference.pair)
  #expect(forgiven.outcome == .pass)
  #expect(forgiven.rows[0].compared.contains("1 diverged in the reference"))
  let lost = Gate.compare(reference: reference.pair, candidate: diverging.pair)
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
  let row = Gate.compare(reference: broken.pair, candidate: worse.pair).rows[0]
  #expect(row.outcome == .regression)
  #expect(
    row.compared
      == "final losses of 40 functions × 3 meta-seeds; 2 meta-seeds diverged in the reference")
}

@Test func aRowWithoutAnythingToTestSaysSo() {
  var broken = reference
  for seed in 0..<5 {
    broken = losing((0..<8).map { 8 * seed + $0 }, metaSeeds: [seed], of: broken)
  }
  let row = Gate.compare(reference: broken.pair, candidate: broken.pair).rows[0]
  #expect(row.outcome == .pass && row.ratio == nil)
  #expect(row.compared.hasPrefix("not tested: "))
}

/// What a candidate may be unlike its reference in, and the words that must say so.
private let mismatches: [(String, @Sendable (inout Run) -> Void)] = [
  ("the candidate is of suite 'other'", { $0.manifest.suite = "other" }),
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
  (
    "extra: the reference has no such row",
    { $0 = Population.run($0.records + [Population.record("new", metaSeed: nil, losses: [1])]) }
  ),
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

@Test(arguments: mismatches.indices)
func mismatchIsIncomparableAndSaysWhy(index: Int) {
  var candidate = reference
  mismatches[index].1(&candidate)
  let verdict = verdict(candidate)
  #expect(verdict.outcome == .incomparable)
  #expect(verdict.exitCode == 3)
  #expect(verdict.text().contains(mismatches[index].0), "\(verdict.text())")
}

@Test func nothingAtAllIsIncomparable() {
  let empty = Population.run([])
  #expect(Gate.compare(reference: empty.pair, candidate: empty.pair).outcome == .incomparable)
}

@Test(
  arguments: [(1, .pass), (1.04, .pass), (1.1, .regression), (0.9, .improvement)]
    as [(Float, Verdict.Outcome)])
func externalRowsAreComparedByTolerance(factor: Float, outcome: Verdict.Outcome) {
  func run(_ factor: Float) -> Run {
    let losses: [Float?] = (1...9).map { Float($0) * 0.1 * factor }
    return Population.run(
      [Population.record("bfgs2", metaSeed: nil, losses: losses, external: true)])
  }
  let verdict = Gate.compare(reference: run(1).pair, candidate: run(factor).pair)
  #expect(verdict.outcome == outcome)
  #expect(verdict.rows[0].worsePValue == nil)
}

@Test func externalRoundingErrorsAreEqual() {
  func run(_ loss: Float) -> Run {
    Population.run(
      [Population.record("bfgs2", metaSeed: nil, losses: [loss], external: true)])
  }
  #expect(Gate.compare(reference: run(1e-15).pair, candidate: run(1e-11).pair).outcome == .pass)
}

@Test func exactLayerComparesDigests() {
  func verdict(_ first: String, _ second: String, suite: String = "synthetic") -> Verdict {
    Gate.compareExactly(
      suites: ("synthetic", suite), referenceDigest: first, candidateDigest: second)
  }
  #expect(verdict("ab", "ab").exitCode == 0)
  #expect(verdict("ab", "ac").exitCode == 2)
  #expect(verdict("", "").exitCode == 3)
  #expect(verdict("ab", "ab", suite: "other").exitCode == 3)
}
