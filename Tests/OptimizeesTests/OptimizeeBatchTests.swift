import Sampling
import Testing

@testable import Optimizees

@Suite struct OptimizeeBatchTests {
  @Test(arguments: [1, 5, 17, 40, 1000])
  func batchIsItsFunctionsOneByOne(dimension: Int) throws {
    let name = "quadratic-gaussian-\(dimension)"
    let batch = try quadratics(name, numbers: 2..<7)
    #expect(batch.layout == ParameterLayout(functions: 5, parametersPerFunction: dimension))
    let together = evaluate(batch, at: batch.initialParameters)
    var losses: [Float] = []
    var gradient: [Float] = []
    for number in 2..<7 {
      let alone = try quadratics(name, numbers: number..<number + 1)
      let result = evaluate(alone, at: alone.initialParameters)
      losses += result.losses
      gradient += result.gradient
    }
    #expect(together.losses == losses)
    #expect(together.gradient == gradient)
  }

  @Test(arguments: [2, 3, 8])
  func bitsDoNotDependOnThreads(threads: Int) throws {
    let batch = try quadratics("quadratic-uniform-17", numbers: 0..<200)
    let alone = evaluate(batch, at: batch.initialParameters)
    let shared = evaluate(batch, at: batch.initialParameters, threads: threads)
    #expect(alone.losses == shared.losses)
    #expect(alone.gradient == shared.gradient)
  }

  @Test func setsOfFunctionsAreDisjointAndRepeatable() throws {
    let splits: [FunctionSplit] = [
      .metaTrain(run: 0), .metaTrain(run: 1), .metaValidation, .metaTest,
    ]
    var losses: [Float] = []
    for split in splits {
      let batch = try quadratics("quadratic-uniform-5", split, numbers: 0..<8)
      let again = try quadratics("quadratic-uniform-5", split, numbers: 0..<8)
      let zero = [Float](repeating: 0, count: batch.layout.count)
      losses += batch.losses(at: zero, step: 0)
      #expect(batch.losses(at: zero, step: 0) == again.losses(at: zero, step: 0))
      #expect(batch.initialParameters == again.initialParameters)
    }
    #expect(Set(losses).count == 32)
  }

  @Test func lastFunctionOfTheLastRunHasAStream() {
    let split = FunctionSplit.metaTrain(run: FunctionSplit.runLimit - 1)
    let streams = split.streams(suiteSeed: 0, number: FunctionSplit.functionsPerRun - 1)
    let expected = RandomStream(
      suiteSeed: 0, role: .metaTrainFunction, index: StreamSeed.indexLimit - 1)
    #expect(streams.function.word() == expected.word())
  }

  @Test func minibatchesStartAnewWithEveryCall() {
    let streams = FunctionSplit.metaTest.streams(suiteSeed: 5, number: 3)
    let (first, second) = (streams.minibatches(), streams.minibatches())
    let words = (0..<4).map { _ in first.word() }
    #expect(words == (0..<4).map { _ in second.word() })
    #expect(words[0] != streams.function.word())
  }
}
