import Datasets
import TestSupport
import Testing

@testable import Optimizees

/// As many black images as MNIST has, of labels 0, 1, 2, 3 in meta-train, meta-validation, meta-test and
/// held out of `mnist-disjoint`.
private let library = DataLibrary { _ throws(DatasetError) in
  let pools = ClassificationSource.mnistDisjoint.pools
  let labels = pools.all.enumerated().flatMap { label, pool in
    [UInt8](repeating: UInt8(label), count: pool.count)
  }
  return LabelledImages(
    height: 28, width: 28, channels: 1,
    pixels: [UInt8](repeating: 0, count: 28 * 28 * labels.count), labels: labels)
}

@Suite struct LibraryFamilyTests {
  @Test(.optimized) func everyDisjointSetSeesItsOwnImages() throws {
    let family = try #require(
      try OptimizeeRegistry.family(named: "mnist-disjoint-mlp-1-batch-4", library: library))
    for (label, split) in [FunctionSplit.metaTrain(run: 0), .metaValidation, .metaTest].enumerated()
    {
      let batch = OptimizeeBatch(family, split, numbers: 0..<1, suiteSeed: 1)
      var parameters = [Float](repeating: 0, count: family.parameterCount)
      // The biases of the logits come last: only `label` is likely.
      parameters[parameters.count - 10 + label] = 20
      #expect(batch.losses(at: parameters, step: 0)[0] < 1e-6)
      #expect(batch.functions[0].heldOut(at: parameters.span)?.accuracy == 0)
      parameters[parameters.count - 10 + 3] = 40
      #expect(batch.functions[0].heldOut(at: parameters.span)?.accuracy == 1)
    }
  }

  /// A minibatch of 256 has images of each of the three parts, and none of those held out.
  @Test(.optimized) func everySetSeesAllTrainingImages() throws {
    let family = try #require(
      try OptimizeeRegistry.family(named: "mnist-mlp-1-batch-256", library: library))
    for split in [FunctionSplit.metaTrain(run: 0), .metaValidation, .metaTest] {
      let batch = OptimizeeBatch(family, split, numbers: 0..<1, suiteSeed: 1)
      var parameters = [Float](repeating: 0, count: family.parameterCount)
      let labels = parameters.count - 10
      for label in 0..<3 { parameters[labels + label] = 20 }
      // The logarithm of three classes that are as likely.
      #expect(abs(batch.losses(at: parameters, step: 0)[0] - 1.098_612) < 1e-4)
      for label in 0..<3 {
        var without = parameters
        without[labels + label] = 0
        #expect(batch.losses(at: without, step: 0)[0] > 1.5)
      }
      parameters[labels + 3] = 40
      #expect(batch.functions[0].heldOut(at: parameters.span)?.accuracy == 1)
    }
  }

  @Test(arguments: [
    ("mnist-mlp-20", 0.01), ("mnist-mlp-20-20", 0.04), ("mnist-disjoint-mlp-20-10-5", 0.04),
    ("mnist-mlp-20-20-sigma-0.1", 0.1), ("digits-mlp-20-20", 0.01),
  ])
  func parametersHaveTheSpreadOfTheDataSetOrTheName(name: String, sigma: Double) throws {
    let family = try #require(try OptimizeeRegistry.family(named: name, library: library))
    let parameters = OptimizeeBatch(family, .metaTest, numbers: 0..<1, suiteSeed: 1)
      .initialParameters.map(Double.init)
    let spread = (parameters.reduce(0) { $0 + $1 * $1 } / Double(parameters.count)).squareRoot()
    // 15,910 draws: the standard error of the spread is 0.6 %.
    #expect(abs(spread / sigma - 1) < 0.03)
  }

  @Test func withoutDataThereIsANameButNoFamilyToDrawFrom() throws {
    let empty = DataLibrary { dataset throws(DatasetError) in
      throw .unreadable(file: dataset.folder, reason: "nothing there")
    }
    #expect(throws: DataLibraryError.self) {
      try OptimizeeRegistry.family(named: "mnist-mlp-20", library: empty)
    }
    #expect(try OptimizeeRegistry.family(named: "digits-mlp-20", library: empty) != nil)
    #expect(try OptimizeeRegistry.family(named: "quadratic-uniform-3", library: empty) != nil)
    #expect(try OptimizeeRegistry.family(named: "letters-mlp-20", library: empty) == nil)
    #expect(OptimizeeRegistry.family(named: "mnist-mlp-20")?.parameterCount == 15_910)
  }

  @Test func onlyFilesHaveAFingerprint() throws {
    let mnist = try #require(OptimizeeRegistry.family(named: "mnist-mlp-20")?.data)
    let fingerprint = try #require(mnist.fingerprint)
    for (file, digest) in Dataset.mnist.checksums {
      #expect(fingerprint.contains("\(file) sha256:\(digest)"))
    }
    #expect(fingerprint.contains("of all functions hold images 0 to 59999; 60000 to 69999 are"))
    #expect(fingerprint.contains("initial sigma 0.01 with one hidden layer and 0.04 with more"))
    #expect(mnist.note.contains("and 0.04 with more, unless the name has another"))
    #expect(mnist.unlikePublished == nil)
    let disjoint = try #require(OptimizeeRegistry.family(named: "mnist-disjoint-mlp-20")?.data)
    #expect(disjoint.fingerprint?.contains("of meta-test functions 40000 to 59999") == true)
    #expect(disjoint.unlikePublished != nil)
    let digits = try #require(OptimizeeRegistry.family(named: "digits-mlp-20")?.data)
    #expect(digits.fingerprint == nil)
    #expect(OptimizeeRegistry.family(named: "quadratic-uniform-3")?.data == nil)
  }
}
