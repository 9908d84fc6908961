import Datasets

/// Images to classify, and who may see which.
public struct ClassificationData: Sendable {
  public let images: LabelledImages
  public let pools: ExamplePools

  public init(images: LabelledImages, pools: ExamplePools) {
    precondition(
      pools.all.allSatisfy { images.labels.indices.contains($0) }, "a pool of absent images")
    self.images = images
    self.pools = pools
  }
}

/// How the images of a data set are divided. Pools are disjoint, so no meta-test minibatch holds an
/// image of meta-training, and `heldOut` is in no minibatch at all.
public struct ExamplePools: Sendable {
  public let metaTrain: Range<Int>
  public let metaValidation: Range<Int>
  public let metaTest: Range<Int>
  public let heldOut: Range<Int>

  public init(
    metaTrain: Range<Int>, metaValidation: Range<Int>, metaTest: Range<Int>, heldOut: Range<Int>
  ) {
    self.metaTrain = metaTrain
    self.metaValidation = metaValidation
    self.metaTest = metaTest
    self.heldOut = heldOut
    for (index, pool) in all.enumerated() {
      precondition(!pool.isEmpty, "an empty pool")
      precondition(all[..<index].allSatisfy { !$0.overlaps(pool) }, "pools overlap")
    }
  }

  var all: [Range<Int>] { [metaTrain, metaValidation, metaTest, heldOut] }

  /// The images the minibatches of a set's functions are drawn from.
  public func pool(for split: FunctionSplit) -> Range<Int> {
    switch split {
    case .metaTrain: metaTrain
    case .metaValidation: metaValidation
    case .metaTest: metaTest
    }
  }
}

extension ExamplePools: CustomStringConvertible {
  public var description: String {
    let ranges = all.map { "\($0.lowerBound) to \($0.upperBound - 1)" }
    return "minibatches of meta-train functions hold images \(ranges[0]), of meta-validation"
      + " functions \(ranges[1]), of meta-test functions \(ranges[2]); \(ranges[3]) are held out"
  }
}
