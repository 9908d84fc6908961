import Datasets
import Differentiation
import Foundation
import Kernels
import Sampling
import TestSupport
import Testing

@testable import Optimizees

@Suite struct MLPClassifierTests {
  private func batch(
    _ name: String, _ split: FunctionSplit = .metaTest, numbers: Range<Int> = 0..<1,
    suiteSeed: UInt64 = 5
  ) throws -> OptimizeeBatch {
    let family = try #require(OptimizeeRegistry.family(named: name))
    return OptimizeeBatch(family, split, numbers: numbers, suiteSeed: suiteSeed)
  }

  /// Losses before every step of gradient descent, and the parameters at its end.
  private func descend(_ batch: OptimizeeBatch, steps: Int, threads: Int = 1) -> [Float] {
    var parameters = batch.initialParameters
    var gradient = parameters
    var losses = [Float](repeating: 0, count: batch.functions.count)
    var trajectory: [Float] = []
    for step in 0..<steps {
      batch.evaluate(
        at: parameters, step: step, losses: &losses, gradient: &gradient,
        loop: ParallelLoop(threads: threads))
      trajectory += losses
      for index in parameters.indices { parameters[index] -= 0.5 * gradient[index] }
    }
    return trajectory + parameters
  }

  @Test(arguments: [1, 2, 3])
  func bitsAreGoldenOnAnyNumberOfThreads(threads: Int) throws {
    let one = descend(try batch("digits-mlp-20"), steps: 4, threads: threads)
    #expect(flaw(of: one, golden: Golden(0x9E9B223120D31D9A, 5)) == nil)
    let two = descend(
      try batch("digits-mlp-20-7-elu-batch-16", numbers: 3..<5), steps: 4, threads: threads)
    #expect(flaw(of: two, golden: Golden(0x306FBAD936465657, 5)) == nil)
  }

  private func flaw(of values: [Float], golden: Golden<UInt64>) -> String? {
    golden.flaw(
      of: fingerprint(values), by: Sampling.Arithmetic.version, Kernels.Arithmetic.version,
      Differentiation.Arithmetic.version, Datasets.Arithmetic.version,
      Optimizees.Arithmetic.version)
  }

  @Test func aMinibatchIsTheSameHoweverOftenItsStepIsAskedFor() throws {
    let (patient, hasty) = (
      try batch("digits-mlp-20-batch-16"), try batch("digits-mlp-20-batch-16")
    )
    let parameters = patient.initialParameters
    for step in [0, 0, 2, 2, 5] {
      #expect(
        patient.losses(at: parameters, step: step) == patient.losses(at: parameters, step: step))
    }
    #expect(patient.losses(at: parameters, step: 7) == hasty.losses(at: parameters, step: 7))
    #expect(patient.losses(at: parameters, step: 8) != hasty.losses(at: parameters, step: 7))
  }

  @Test func functionsDifferAndRepeat() throws {
    let (first, again) = (try batch("digits-mlp-20"), try batch("digits-mlp-20"))
    #expect(first.initialParameters == again.initialParameters)
    for other in [
      try batch("digits-mlp-20", numbers: 1..<2), try batch("digits-mlp-20", suiteSeed: 6),
      try batch("digits-mlp-20", .metaValidation),
    ] {
      #expect(other.initialParameters != first.initialParameters)
    }
  }

  @Test func parametersHaveTheSpreadTheNameAsksFor() throws {
    for (name, sigma) in [("digits-mlp-20", 0.01), ("digits-mlp-20-sigma-0.1", 0.1)] {
      let parameters = try batch(name).initialParameters.map(Double.init)
      let spread = (parameters.reduce(0) { $0 + $1 * $1 } / Double(parameters.count)).squareRoot()
      // 15,910 draws: the standard error of the spread is 0.6 %.
      #expect(abs(spread / sigma - 1) < 0.03)
    }
  }

  /// `LibraryFamilyTests` has which pool each set sees.
  @Test(arguments: ClassificationSource.all)
  func noExampleIsInTwoPools(source: ClassificationSource) {
    let pools = source.pools.all
    for (index, pool) in pools.enumerated() {
      #expect(!pool.isEmpty)
      #expect(pools[..<index].allSatisfy { !$0.overlaps(pool) })
    }
  }

  /// At zero every class is as likely, and the first of equals is the answer.
  @Test func withoutWeightsTheHeldOutLossIsTheLogarithmOfTheClasses() throws {
    let batch = try batch("digits-mlp-20")
    let nothing = [Float](repeating: 0, count: batch.parameterCount)
    let measured = batch.functions[0].heldOut(at: nothing.span)
    let result = try #require(measured)
    #expect(abs(Double(result.loss) - log(10)) < 1e-6)
    let data = try #require(ClassificationSource.digits.drawnData)
    let zeros = data.pools.heldOut.count { data.images.labels[$0] == 0 }
    #expect(result.accuracy == Float(zeros) / 2_000)
  }

  @Test(.optimized) func descentLearnsWhatIsHeldOut() throws {
    let batch = try batch("digits-mlp-20-relu")
    let end = Array(descend(batch, steps: 150).suffix(batch.parameterCount))
    let measured = batch.functions[0].heldOut(at: end.span)
    let result = try #require(measured)
    #expect(try #require(result.accuracy) > 0.6 && result.loss < 1.5)
  }

  @Test func quadraticsHaveNothingHeldOut() throws {
    let batch = try batch("quadratic-uniform-10")
    let parameters = batch.initialParameters
    let measured = batch.functions[0].heldOut(at: parameters.span)
    #expect(measured == nil)
  }
}
