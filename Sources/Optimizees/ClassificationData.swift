import Datasets

/// Images to classify, and who may see which: pools are disjoint, so no meta-test minibatch holds an
/// image of meta-training, and `heldOut` is in no minibatch at all.
public struct ClassificationData: Sendable {
  public let images: LabelledImages
  public let metaTrain: Range<Int>
  public let metaValidation: Range<Int>
  public let metaTest: Range<Int>
  public let heldOut: Range<Int>

  public init(
    images: LabelledImages, metaTrain: Range<Int>, metaValidation: Range<Int>,
    metaTest: Range<Int>, heldOut: Range<Int>
  ) {
    let pools = [metaTrain, metaValidation, metaTest, heldOut]
    for (index, pool) in pools.enumerated() {
      precondition(!pool.isEmpty && images.labels.indices.contains(pool), "an empty or absent pool")
      precondition(pools[..<index].allSatisfy { !$0.overlaps(pool) }, "pools overlap")
    }
    self.images = images
    self.metaTrain = metaTrain
    self.metaValidation = metaValidation
    self.metaTest = metaTest
    self.heldOut = heldOut
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

/// A data set known by the first word of an optimizee's name, and what can be said without loading it.
public struct ClassificationSource: Sendable {
  public let name: String
  /// Pixels of an image, all channels.
  public let features: Int
  public let classes: Int
  /// The data, the same object at every call of a process.
  public let data: @Sendable () -> ClassificationData

  public init(
    name: String, features: Int, classes: Int, data: @escaping @Sendable () -> ClassificationData
  ) {
    self.name = name
    self.features = features
    self.classes = classes
    self.data = data
  }
}

extension ClassificationSource {
  /// Every data set, one line each.
  public static let all = [digits]

  /// Procedural digits: no download.
  public static let digits = ClassificationSource(
    name: "digits", features: ProceduralDigits.side * ProceduralDigits.side,
    classes: ProceduralDigits.classes
  ) { proceduralDigits }

  /// 12,000 images for minibatches and 2,000 held out, drawn when first asked for. Their seed is not
  /// the suite's: the data set is as constant as a downloaded one.
  private static let proceduralDigits = ClassificationData(
    images: ProceduralDigits(seed: 0).images(0..<14_000), metaTrain: 0..<8_000,
    metaValidation: 8_000..<10_000, metaTest: 10_000..<12_000, heldOut: 12_000..<14_000)
}
