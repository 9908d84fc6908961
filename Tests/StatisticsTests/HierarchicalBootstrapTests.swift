import Sampling
import Statistics
import Testing

private func draw(
  metaSeeds: Int, functions: Int, spread: Double, from stream: RandomStream
) -> Samples {
  let shared = (0..<functions).map { _ in stream.gaussian() }
  return Samples(
    (0..<metaSeeds).map { _ in
      let own = stream.gaussian(standardDeviation: spread)
      return shared.map { $0 + own + stream.gaussian(standardDeviation: 0.5) }
    })
}

@Test func bootstrapRepeatsWithItsSeedAndChangesWithAnother() {
  let samples = draw(
    metaSeeds: 3, functions: 9, spread: 1,
    from: RandomStream(suiteSeed: 1, role: .metaTestFunction, index: 0))
  func interval(seed: UInt64, index: Int = 0) -> Interval {
    HierarchicalBootstrap(functions: 9, replicates: 200, suiteSeed: seed, index: index)
      .meanInterval(of: samples)
  }
  #expect(interval(seed: 5) == interval(seed: 5))
  #expect(interval(seed: 5) != interval(seed: 6))
  #expect(interval(seed: 5) != interval(seed: 5, index: 1))
}

@Test func bootstrapOfOneRowApproachesTheNormalInterval() {
  let values = (0..<400).map { Double(($0 * 7919) % 400) }
  let samples = Samples([values])
  let interval = HierarchicalBootstrap(functions: 400, suiteSeed: 3).meanInterval(of: samples)
  let reach = 1.96 * (Summary.variance(values) / 400).squareRoot()
  // 2,000 replicates place a 2.5 % quantile to about 4 % of the reach.
  #expect(((interval.high - interval.low) / (2 * reach) - 1).magnitude < 0.08)
}

@Test func comparisonWithAScaledCopyHasNoSpreadAcrossFunctions() {
  let functions = (0..<50).map { Double($0 % 7) }
  let bootstrap = HierarchicalBootstrap(functions: 50, replicates: 100, suiteSeed: 0)
  let interval = bootstrap.differenceInterval(
    of: Samples([functions.map { $0 + 2 }]), minus: Samples([functions]))
  #expect((interval.low - 2).magnitude < 1e-12 && (interval.high - 2).magnitude < 1e-12)
}

@Test func divergenceNotDrawnIsAbsentFromItsReplicate() {
  let interval = HierarchicalBootstrap(functions: 3, replicates: 500, suiteSeed: 0)
    .meanInterval(of: Samples([[1, 1, .infinity]]))
  #expect(interval == Interval(low: 1, high: .infinity))
}
