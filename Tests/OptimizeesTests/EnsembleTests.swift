import Sampling
import TestSupport
import Testing

@testable import Optimizees

private let suiteSeed: UInt64 = 11

private func ensemble(_ parts: [(String, Float)]) throws -> EnsembleFamily {
  EnsembleFamily(
    name: "mixture",
    parts: try parts.map { name, weight in
      EnsembleFamily.Part(try #require(OptimizeeRegistry.family(named: name)), weight: weight)
    })
}

private func batch(
  _ family: any OptimizeeFamily, _ split: FunctionSplit = .metaTest, numbers: Range<Int>
) -> OptimizeeBatch {
  OptimizeeBatch(family, split, numbers: numbers, suiteSeed: suiteSeed)
}

/// Part `part` of function `number`, drawn as a function of its own family.
private func alone(_ name: String, part: Int, number: Int) throws -> OptimizeeBatch {
  let place = FunctionSplit.partLimit * number + part
  return batch(try #require(OptimizeeRegistry.family(named: name)), numbers: place..<place + 1)
}

@Suite struct EnsembleTests {
  private static let network = "digits-mlp-2-batch-4"
  private static let parts: [(String, Float)] = [
    ("quadratic-gaussian-5", 0.5), (network, 3), ("quadratic-gaussian-5", 2),
  ]

  @Test func tensorsLieSideBySideUnderPrefixedNames() throws {
    let family = try ensemble(Self.parts)
    let count = 28 * 28 * 2 + 2 + 2 * 10 + 10
    #expect(
      family.tensors.map(\.name) == [
        "part0/parameters", "part1/layer0.weights", "part1/layer0.bias", "part1/layer1.weights",
        "part1/layer1.bias", "part2/parameters",
      ])
    #expect(family.tensors.map(\.role) == [.other, .inputWeights, .bias, .weights, .bias, .other])
    #expect(family.parameterCount == 5 + count + 5)
    #expect(!family.isDeterministic && family.finalLossWindow == 10)
    let quadratics = try ensemble([("quadratic-gaussian-5", 1), ("quadratic-uniform-3", 1)])
    #expect(quadratics.isDeterministic && quadratics.finalLossWindow == 1)
  }

  /// Bits, over several steps of the minibatches: each part is a function of its family that nobody else
  /// has, whatever its neighbours are.
  @Test(.optimized, arguments: [1, 2])
  func lossAndGradientAreTheWeightedOnesOfTheParts(threads: Int) throws {
    let all = batch(try ensemble(Self.parts), numbers: 3..<4)
    let parts = try Self.parts.enumerated().map { try alone($1.0, part: $0, number: 3) }
    #expect(all.initialParameters == parts.flatMap(\.initialParameters))
    for step in [0, 1, 5, 2] {
      var gradient = [Float](repeating: .nan, count: all.parameterCount)
      var span = gradient.mutableSpan
      let loss = all.functions[0].loss(
        at: all.initialParameters.span, step: step, gradient: &span, threads: threads)
      var (sum, expected): (Float, [Float]) = (0, [])
      for (part, (_, weight)) in zip(parts, Self.parts) {
        var own = [Float](repeating: .nan, count: part.parameterCount)
        var span = own.mutableSpan
        sum +=
          weight
          * part.functions[0].loss(at: part.initialParameters.span, step: step, gradient: &span)
        expected += own.map { weight * $0 }
      }
      #expect(loss == sum && gradient == expected)
      #expect(all.losses(at: all.initialParameters, step: step) == [loss])
    }
  }

  @Test func gradientMatchesCentralDifferences() throws {
    let family = try ensemble([("quadratic-gaussian-5", 0.5), ("quadratic-uniform-3", 2)])
    let all = batch(family, numbers: 1..<2)
    func reference(_ gaussian: Bool, _ dimension: Int, part: Int) -> ReferenceQuadratic {
      ReferenceQuadratic(
        gaussian: gaussian, dimension: dimension,
        drawnFrom: RandomStream(
          suiteSeed: suiteSeed, role: .metaTestFunction, index: FunctionSplit.partLimit + part))
    }
    let (first, second) = (reference(true, 5, part: 0), reference(false, 3, part: 1))
    let parameters = (0..<8).map { Float(scatter($0)) }
    let exact = parameters.map(Double.init)
    func loss(_ point: [Double]) -> Double {
      0.5 * first.loss(point[..<5]) + 2 * second.loss(point[5...])
    }
    let (losses, gradient) = evaluate(all, at: parameters)
    let differences = centralDifferences(at: exact, of: exact.indices, step: 1e-3, loss)
    let largest = differences.map(\.magnitude).max() ?? 0
    for (found, wanted) in zip(gradient, differences) {
      #expect(abs(Double(found) - wanted) <= QuadraticTests.tolerance * largest)
    }
    #expect(abs(Double(losses[0]) - loss(exact)) <= QuadraticTests.tolerance * loss(exact))
  }

  @Test func partsOfOneFamilyAreFunctionsOfTheirOwn() throws {
    let name = "quadratic-gaussian-5"
    let two = batch(try ensemble([(name, 1), (name, 1)]), numbers: 0..<32)
    let zero = [Float](repeating: 0, count: 5)
    let losses = try (0..<32).flatMap { number in
      try (0..<2).map { part in
        try alone(name, part: part, number: number).losses(at: zero, step: 0)[0]
      }
    }
    #expect(Set(losses).count == 64)
    #expect(Set(two.initialParameters).count == 320)
    let sums = (0..<32).map { losses[2 * $0] + losses[2 * $0 + 1] }
    #expect(two.losses(at: [Float](repeating: 0, count: 320), step: 0) == sums)
  }

  /// Losses at 0 are ‖y‖² or ln 10; a part without minibatches counts with its loss.
  @Test(.optimized) func heldOutIsTheWeightedSumWithoutAnAccuracy() throws {
    let name = "quadratic-gaussian-5"
    let mixed = batch(try ensemble([(name, 0.5), (Self.network, 3)]), numbers: 0..<1)
    let zero = [Float](repeating: 0, count: mixed.parameterCount)
    let measured = mixed.functions[0].heldOut(at: zero.span)
    let result = try #require(measured)
    let quadratic = try alone(name, part: 0, number: 0).losses(at: Array(zero[..<5]), step: 0)[0]
    let network = try alone(Self.network, part: 1, number: 0)
    let heldOut = network.functions[0].heldOut(at: zero.span.extracting(5..<zero.count))
    #expect(result.loss == 0.5 * quadratic + 3 * (try #require(heldOut).loss))
    #expect(result.accuracy == nil)
    let quadratics = batch(try ensemble([(name, 1), (name, 1)]), numbers: 0..<1)
    let none = quadratics.functions[0].heldOut(at: zero.span.extracting(0..<10))
    #expect(none == nil)
  }

  @Test func lastFunctionsOfARunHaveStreams() {
    let number = FunctionSplit.functionsPerRun / FunctionSplit.partLimit - 1
    let run = FunctionSplit.runLimit - 1
    let streams = FunctionSplit.metaTrain(run: run).streams(suiteSeed: 0, number: number)
    let expected = RandomStream(
      suiteSeed: 0, role: .metaTrainFunction, index: StreamSeed.indexLimit - 1)
    #expect(streams.part(FunctionSplit.partLimit - 1).function.word() == expected.word())
  }

  @Test func dataIsNamedOnce() throws {
    let mnist = try ensemble([("mnist-mlp-20", 1), ("mnist-mlp-40", 1), ("quadratic-uniform-2", 1)])
    #expect(mnist.data == OptimizeeRegistry.family(named: "mnist-mlp-20")?.data)
    #expect(try ensemble([("quadratic-uniform-2", 1)]).data == nil)
  }
}
