import Optimizers
import TestSupport
import Testing

@testable import MetaTraining

@Suite struct PairedEstimatorMeanTests {
  private static let deviation = 0.4
  private static let point = [-0.3, 0.1]
  /// Three points of Gauss and Hermite are exact up to degree 5.
  private static let nodes = [
    (-3.0.squareRoot(), 1.0 / 6), (0, 2.0 / 3), (3.0.squareRoot(), 1.0 / 6),
  ]

  /// E value(ε₁, ε₂), each ε of w and b.
  private static func expectation(_ value: ([Double], [Double]) -> [Double]) -> [Double] {
    var total = [0.0, 0.0]
    for (a, aWeight) in nodes {
      for (b, bWeight) in nodes {
        for (c, cWeight) in nodes {
          for (d, dWeight) in nodes {
            let weight = aWeight * bWeight * cWeight * dWeight
            for (index, part) in value([a, b], [c, d]).enumerated() {
              total[index] += weight * part
            }
          }
        }
      }
    }
    return total
  }

  private static func moved(_ direction: [Double]) -> [Double] {
    zip(point, direction).map { $0 + deviation * $1 }
  }

  /// What the sum over the two windows of an episode should be on average.
  private static func wanted(_ scheme: PairScheme) -> [Double] {
    expectation { first, second in
      switch scheme {
      case .truncated:
        let one = twoStepLosses(moved(first), point).first
        let two = twoStepLosses(point, moved(second)).second
        return [0, 1].map { (one * first[$0] + two * second[$0]) / deviation }
      case .persistent:
        let losses = twoStepLosses(moved(first), moved(second))
        let total = losses.first + losses.second
        return [0, 1].map { total * (first[$0] + second[$0]) / deviation }
      case .noiseReuse:
        let total = twoStepMetaLoss(moved(first))
        return [0, 1].map { total * first[$0] / deviation }
      }
    }
  }

  /// Both ends of a step of the quadratic are sums of exact moments, so nothing but chance is left.
  @Test(.optimized) func theMeanIsThatOfTheSmoothedMetaLoss() throws {
    let plain = centralDifferences(at: Self.point, of: 0..<2, twoStepMetaLoss)
    for estimator in everyScheme(
      standardDeviation: Self.deviation, pairs: 64, unrollLength: 1)
    {
      let scheme = type(of: estimator).scheme
      let wanted = Self.wanted(scheme)
      let sums = try (0..<64).map { number in
        let windows = estimates(
          estimator, of: CoordinatewiseLinear(outputScale: 1), at: Self.point.map { Float($0) },
          on: try episode("quadratic-uniform-1", functions: 3, horizon: 2, number: number).repeating
        )
        #expect(windows.count == 2)
        return [0, 1].map { index in windows.reduce(0.0) { $0 + Double($1.values[index]) } }
      }
      var isPlain: [Bool] = []
      for index in 0..<2 {
        let values = sums.map { $0[index] }
        let mean = values.reduce(0, +) / 64
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 63
        let error = (variance / 64).squareRoot()
        #expect(abs(mean - wanted[index]) < 3 * error, "\(scheme): \(mean) ± \(error), \(wanted)")
        isPlain.append(abs(plain[index] - wanted[index]) < 4 * error)
      }
      #expect(isPlain.contains(false), "\(scheme): smoothing or truncation shows")
    }
  }

  /// With one pair, and a window that is the whole episode, all are evolution strategies, draw for draw.
  @Test func oneWindowIsTheWholeEpisode() throws {
    func draw() throws -> EpisodeDraw {
      try episode("quadratic-uniform-3", functions: 2, horizon: 4)
    }
    let (rule, point): (CoordinatewiseLinear, [Float]) = (
      CoordinatewiseLinear(outputScale: 1), [-0.05, 0]
    )
    let whole = EvolutionStrategies(standardDeviation: 0.02, pairs: 1)
      .episodes(of: rule, for: try draw().batch.layout, threads: 1)
    whole.begin(try draw())
    let wanted = try #require(whole.next(point))
    for estimator in everyScheme(standardDeviation: 0.02, pairs: 1, unrollLength: 4) {
      let found = estimates(estimator, of: rule, at: point, on: try draw())
      #expect(found.count == 1)
      for (found, wanted) in zip(found[0].values, wanted.values) {
        #expect(abs(found / wanted - 1) < 1e-5, "\(type(of: estimator))")
      }
      #expect(found[0].meanLoss == wanted.meanLoss)
    }
  }
}
