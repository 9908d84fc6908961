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

/// Which images the minibatches of a set's functions are drawn from: one pool for all sets, or one of its
/// own for each, disjoint from the others, so that no meta-test minibatch holds an image of meta-training.
/// `heldOut` is in no minibatch at all.
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
    checkDisjoint()
  }

  /// One pool for the minibatches of all sets.
  public init(minibatches: Range<Int>, heldOut: Range<Int>) {
    metaTrain = minibatches
    metaValidation = minibatches
    metaTest = minibatches
    self.heldOut = heldOut
    checkDisjoint()
  }

  private func checkDisjoint() {
    for (index, pool) in all.enumerated() {
      precondition(!pool.isEmpty, "an empty pool")
      precondition(all[..<index].allSatisfy { !$0.overlaps(pool) }, "pools overlap")
    }
  }

  /// Whether all sets draw from one pool.
  var isShared: Bool { metaTrain == metaValidation && metaTrain == metaTest }

  /// Every pool once.
  var all: [Range<Int>] {
    isShared ? [metaTrain, heldOut] : [metaTrain, metaValidation, metaTest, heldOut]
  }

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
    guard !isShared else {
      return "minibatches of all functions hold images \(ranges[0]); \(ranges[1]) are held out"
    }
    return "minibatches of meta-train functions hold images \(ranges[0]), of meta-validation"
      + " functions \(ranges[1]), of meta-test functions \(ranges[2]); \(ranges[3]) are held out"
  }
}
