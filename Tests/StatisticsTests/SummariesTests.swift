import Statistics
import Testing

private let rounding = 1e-14

@Test func summariesMatchNumPy() throws {
  let oracle = try Oracle.load()
  for pair in oracle.quantiles {
    #expect(relativeError(Summary.quantile(oracle.sample, pair[0]), pair[1]) < rounding)
  }
  #expect(
    relativeError(Summary.interquartileMean(oracle.sample), oracle.interquartileMean) < rounding)
  #expect(relativeError(Summary.variance(oracle.sample), oracle.variance) < rounding)
}

@Test func divergenceMakesTheMeanInfiniteAndSparesTheMedian() {
  let values = [3, 1, .infinity, 2, 4]
  #expect(Summary.mean(values) == .infinity)
  #expect(Summary.median(values) == 3)
  #expect(Summary.interquartileMean(values) == 3)
  #expect(Summary.median([1, .infinity]) == .infinity)
}

@Test func summariesOfNothingAreNotNumbers() {
  #expect(Summary.mean([]).isNaN)
  #expect(Summary.median([]).isNaN)
  #expect(Summary.variance([1]).isNaN)
}

@Test func absentAndNonFiniteLossesAreDivergences() {
  let samples = Samples(losses: [[1, nil, .nan], [.infinity, 2, 3]])
  #expect(samples.diverged == 3)
  #expect(samples.rows == [[1, .infinity, .infinity], [.infinity, 2, 3]])
  let rival = Samples(losses: [[1, 1, 1]])
  #expect(Samples.functionsWithoutDivergence(rival, rival) == [0, 1, 2])
  #expect(Samples.functionsWithoutDivergence(samples, rival) == [])
}

@Test func lossOfZeroCountsAsTheSmallestNormalFloat() {
  #expect(Samples(losses: [[0]]).logarithms.rows[0][0] == Elementary.log(0x1p-126))
}
