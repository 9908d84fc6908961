import Gate
import Results
import Simulations
import Statistics
import Testing

/// Rows about which nothing can be shown, and equal ones about which nothing need be.
@Suite struct UndecidedTests {
  /// A single row of made-up losses, meta-seed by function; `learned` false takes the first.
  private func run(_ losses: [[Float?]], learned: Bool = true) -> Run {
    Population.run(
      learned
        ? losses.enumerated().map { Population.record("lstm", metaSeed: $0, losses: $1) }
        : [Population.record("sgd", metaSeed: nil, losses: losses[0])])
  }

  private func compare(_ old: [[Float?]], _ new: [[Float?]], learned: Bool) -> Comparison {
    Gate.compare(
      reference: run(old, learned: learned).pair, candidate: run(new, learned: learned).pair)
  }

  private static let tables: [[[Float?]]] = [
    [[0.5]], [[0.5, 0.25, 1]], [[0.5], [0.25]], [[0.5], [0.25], [1], [0.75], [0.3]],
    [[0.5, 0.25], [0.5, 0.25]], [[0.5, 0.25], [0.25, 1]], [[nil, 0.5]], [[nil, 0.5], [0.5, nil]],
    [[nil]], [[0]],
  ]

  @Test(arguments: tables, [false, true])
  func equalRecordsPassHoweverFewMetaSeedsAndFunctions(losses: [[Float?]], learned: Bool) {
    let comparison = compare(losses, losses, learned: learned)
    #expect(comparison.outcome == .pass && comparison.exitCode == 0)
    #expect(comparison.rows[0].equal && comparison.rows[0].shownNonInferior)
  }

  /// A hundred times worse on one function, with one meta-seed, or both; half as good likewise.
  @Test(
    arguments: [
      ([[0.5]], false), ([[0.5]], true), ([[0.5], [0.25], [0.75]], true),
      ([[0.5, 0.25, 1, 2]], true),
    ] as [([[Float]], Bool)])
  func aRowThatNoLossCouldFailIsUndecided(losses: [[Float]], learned: Bool) {
    for factor in [100, 0.5, 1.0001] as [Float] {
      let other = losses.map { row in row.map { $0 * factor } }
      let comparison = compare(losses, other, learned: learned)
      #expect(comparison.outcome == .undecided && comparison.exitCode == 2)
      #expect(comparison.rows[0].compared.hasPrefix("not tested: "))
      let ratio = comparison.rows[0].ratio ?? 0
      #expect((ratio / Double(factor) - 1).magnitude < 1e-5)
    }
  }

  /// Two functions leave one degree of freedom: 30 and 900 times worse is not significant, and fails.
  @Test func twoFunctionsThatAreFarWorseDoNotPass() {
    let comparison = compare([[0.5, 0.25]], [[15, 225]], learned: false)
    #expect(comparison.rows[0].outcome == .undecided && comparison.exitCode == 2)
  }

  /// What the smoke suite was with two meta-seeds: eleven times worse, one degree of freedom.
  @Test func twoMetaSeedsThatAreFarWorseDoNotPassAndTheseOptimizersAreWorse() {
    let old = ([0.06, 0.065] as [Float]).map { scale in (1...32).map { scale * Float($0) } }
    let new = ([1.2, 0.5] as [Float]).map { scale in
      (1...32).map { scale * Float($0) + Float($0 % 3) / 100 }
    }
    let comparison = compare(old, new, learned: true)
    let row = comparison.rows[0]
    #expect(row.outcome == .undecided && comparison.exitCode == 2)
    #expect(row.theseOptimizers?.areWorse == true && row.theseOptimizers?.metaSeeds == 2)
    #expect(comparison.text().contains("these 2 optimizers got worse: ratio "))
    #expect(comparison.notes.contains { $0.hasPrefix("weak reference: lstm has 2 meta-seeds") })
  }

  @Test func whatTheseOptimizersDoDecidesNothing() {
    let old = ([1, 2, 3] as [Float]).map { scale in (1...16).map { scale * Float($0) } }
    let worse = old.map { row in row.map { $0 * 1.04 } }
    let row = compare(old, worse, learned: true).rows[0]
    #expect(row.theseOptimizers?.areWorse == true)
    #expect(row.outcome == .undecided)
    let one = compare([old[0]], [worse[0]], learned: true)
    #expect(one.text().contains("this optimizer got worse: ratio 1.04 [1.04, 1.04]"))
  }

  @Test func theReferenceSaysWhatItCanFind() {
    let population = Population()
    let reference = population.run(from: stream(5))
    let rows = Gate.compare(reference: reference.pair, candidate: reference.pair).rows
    for row in rows {
      guard row.optimizer < "optimizer-3" else {
        #expect(row.smallestRegression == nil)
        continue
      }
      #expect((1.05...1.5).contains(row.smallestRegression ?? 0))
    }
  }

  @Test(
    arguments: [(1, .pass), (1.04, .pass), (1.1, .regression), (0.9, .improvement)]
      as [(Float, Comparison.Outcome)])
  func externalRowsAreComparedByTolerance(factor: Float, outcome: Comparison.Outcome) {
    let comparison = Gate.compare(
      reference: external((1...9).map { Float($0) * 0.1 }).pair,
      candidate: external((1...9).map { Float($0) * 0.1 * factor }).pair)
    #expect(comparison.outcome == outcome)
    #expect(comparison.rows[0].worsePValue == nil)
  }

  @Test func externalRoundingErrorsAreEqual() {
    let comparison = Gate.compare(
      reference: external([1e-15]).pair, candidate: external([1e-11]).pair)
    #expect(comparison.outcome == .pass)
  }

  @Test func anExternalMedianThatDivergedIsUndecidedUnlessEqual() {
    let (old, new) = (external([nil, nil, 1]), external([nil, nil, 2]))
    #expect(Gate.compare(reference: old.pair, candidate: new.pair).outcome == .undecided)
    #expect(Gate.compare(reference: old.pair, candidate: old.pair).outcome == .pass)
  }

  @Test func optimizersThatAreProcessesAreTestedAsHandDesignedOnesAre() {
    func run(_ factor: Float) -> Run {
      var run = external((1...30).map { Float($0) * 0.1 * factor })
      run.records[0] = run.records[0].changing { $0.kind = .external }
      return run
    }
    let comparison = Gate.compare(reference: run(1).pair, candidate: run(1.2).pair)
    #expect(comparison.outcome == .regression)
    #expect(comparison.rows[0].worsePValue != nil)
  }

  private func external(_ losses: [Float?]) -> Run {
    Population.run([Population.record("bfgs2", metaSeed: nil, losses: losses, external: true)])
  }
}
