import Kernels
import Sampling
import TestSupport
import Testing

@testable import Optimizees

private let suiteSeed: UInt64 = 11

func quadratics(
  _ name: String, _ split: FunctionSplit = .metaTest, numbers: Range<Int>
) throws -> OptimizeeBatch {
  OptimizeeBatch(
    try #require(OptimizeeRegistry.family(named: name)), split, numbers: numbers,
    suiteSeed: suiteSeed)
}

func reference(_ family: QuadraticFamily, number: Int) -> ReferenceQuadratic {
  ReferenceQuadratic(
    gaussian: family.distribution == .gaussian, dimension: family.dimension,
    drawnFrom: RandomStream(suiteSeed: suiteSeed, role: .metaTestFunction, index: number))
}

/// Losses and gradients of all functions of a batch.
func evaluate(
  _ batch: OptimizeeBatch, at parameters: [Float], threads: Int = 1
) -> (losses: [Float], gradient: [Float]) {
  var losses = [Float](repeating: .nan, count: batch.functions.count)
  var gradient = [Float](repeating: .nan, count: batch.layout.count)
  batch.evaluate(
    at: parameters, step: 0, losses: &losses, gradient: &gradient,
    loop: ParallelLoop(threads: threads))
  return (losses, gradient)
}

@Suite struct QuadraticTests {
  static let dimensions = [1, 5, 16, 17, 40]

  /// Relative to the largest element: the kernels sum up to 40 products in Float, twice.
  static let tolerance = 4e-6

  @Test(arguments: [
    ("quadratic-uniform-10", 10), ("quadratic-gaussian-1", 1), ("quadratic-uniform-1000", 1000),
  ])
  func nameStandsForItsFamily(name: String, dimension: Int) throws {
    let family = try #require(OptimizeeRegistry.family(named: name))
    #expect(family.name == name)
    #expect(family.parameterCount == dimension)
    #expect(family.isDeterministic)
    #expect(family.finalLossWindow == 1)
  }

  @Test(arguments: [
    "", "quadratic", "quadratic-uniform", "quadratic-uniform-", "quadratic-uniform-0",
    "quadratic-uniform-1001", "quadratic-uniform--1", "quadratic-uniform-+5",
    "quadratic-uniform-05", "quadratic-uniform-5.0", "quadratic-uniform-10-", "quadratic-normal-5",
    "Quadratic-uniform-5", " quadratic-uniform-5", "quadratic-uniform-99999999999999999999",
  ])
  func otherNamesStandForNothing(name: String) {
    #expect(OptimizeeRegistry.family(named: name) == nil)
  }

  @Test(arguments: QuadraticFamily.Distribution.allCases, dimensions)
  func gradientMatchesCentralDifferences(
    distribution: QuadraticFamily.Distribution, dimension: Int
  ) throws {
    let family = try #require(
      QuadraticFamily(name: "quadratic-\(distribution.rawValue)-\(dimension)"))
    let parameters = (0..<dimension).map { Float(scatter($0)) }
    let exact = parameters.map(Double.init)
    for number in 0..<3 {
      let problem = reference(family, number: number)
      let batch = try quadratics(family.name, numbers: number..<number + 1)
      let (losses, gradient) = evaluate(batch, at: parameters)
      let differences = exact.indices.map { index in
        let width = 1e-3
        func moved(_ by: Double) -> Double {
          var other = exact
          other[index] += by
          return problem.loss(other[...])
        }
        return (moved(width) - moved(-width)) / (2 * width)
      }
      let largest = differences.map(\.magnitude).max() ?? 0
      for (found, wanted) in zip(gradient, differences) {
        #expect(abs(Double(found) - wanted) <= Self.tolerance * largest)
      }
      let loss = problem.loss(exact[...])
      #expect(abs(Double(losses[0]) - loss) <= Self.tolerance * loss)
    }
  }

  @Test(arguments: QuadraticFamily.Distribution.allCases, dimensions)
  func lossAtZeroIsTheSquaredTarget(
    distribution: QuadraticFamily.Distribution, dimension: Int
  ) throws {
    let family = try #require(
      QuadraticFamily(name: "quadratic-\(distribution.rawValue)-\(dimension)"))
    let batch = try quadratics(family.name, numbers: 0..<2)
    let zero = [Float](repeating: 0, count: batch.layout.count)
    for (number, loss) in batch.losses(at: zero, step: 0).enumerated() {
      let square = reference(family, number: number).target.reduce(0) { $0 + $1 * $1 }
      #expect(abs(Double(loss) - square) <= 1e-6 * square)
    }
  }

  /// Standard errors over 4,096 functions: 0.015 for uniform, 0.07 for gaussian targets.
  @Test(arguments: [("uniform", 10.0 / 3, 0.06), ("gaussian", 10, 0.28)])
  func meanInitialLossIsThatOfTheTarget(
    distribution: String, expected: Double, fourStandardErrors: Double
  ) throws {
    let batch = try quadratics("quadratic-\(distribution)-10", numbers: 0..<4096)
    let losses = batch.losses(at: batch.initialParameters, step: 0)
    let mean = losses.reduce(0) { $0 + Double($1) } / 4096
    #expect(abs(mean - expected) < fourStandardErrors)
  }

  @Test func initialParametersSpreadByAHundredth() throws {
    let batch = try quadratics("quadratic-uniform-5", numbers: 0..<2048)
    let values = batch.initialParameters.map(Double.init)
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let deviation = (values.reduce(0) { $0 + $1 * $1 } / count - mean * mean).squareRoot()
    #expect(abs(mean) < 4 * 0.01 / count.squareRoot())
    #expect(abs(deviation / 0.01 - 1) < 4 / (2 * count).squareRoot())
    let drawn = try reference(#require(QuadraticFamily(name: "quadratic-uniform-5")), number: 7)
    #expect(Array(values[35..<40]) == drawn.initialParameters)
  }
}
