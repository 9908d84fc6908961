import Datasets

/// A data set and its pools, known by the first words of an optimizee's name, and what can be said without
/// loading it.
public struct ClassificationSource: Sendable {
  public let name: String
  /// A phrase on what names that begin so stand for, for `l2l list`.
  public let meaning: String
  /// Pixels of an image, all channels.
  public let features: Int
  public let classes: Int
  public let sigma: InitialSigma
  public let pools: ExamplePools
  public let origin: Origin
  /// Why losses do not stand beside published ones, as words after the name; nil where they may.
  public let unlikePublished: String?

  public enum Origin: Sendable {
    /// Images this program draws: the same object at every call of a process; `note` says how.
    case drawn(note: String, @Sendable () -> LabelledImages)
    /// A data set of the data directory: its training images, then its test images.
    case published(Dataset)
  }

  public init(
    name: String, meaning: String, features: Int, classes: Int, sigma: InitialSigma,
    pools: ExamplePools, origin: Origin, unlikePublished: String? = nil
  ) {
    self.name = name
    self.meaning = meaning
    self.features = features
    self.classes = classes
    self.sigma = sigma
    self.pools = pools
    self.origin = origin
    self.unlikePublished = unlikePublished
  }
}

/// Standard deviation of the initial parameters of a network whose name does not say another.
public struct InitialSigma: Sendable {
  public let oneHiddenLayer: Double
  public let moreHiddenLayers: Double

  public init(oneHiddenLayer: Double, moreHiddenLayers: Double) {
    self.oneHiddenLayer = oneHiddenLayer
    self.moreHiddenLayers = moreHiddenLayers
  }

  func of(hiddenLayers: Int) -> Double { hiddenLayers == 1 ? oneHiddenLayer : moreHiddenLayers }
}

extension InitialSigma: CustomStringConvertible {
  public var description: String {
    oneHiddenLayer == moreHiddenLayers
      ? "\(oneHiddenLayer)"
      : "\(oneHiddenLayer) with one hidden layer and \(moreHiddenLayers) with more"
  }
}

extension ClassificationSource {
  /// Every data set, one line each.
  public static let all = [digits, mnist, mnistDisjoint]

  /// Procedural digits: no download. Their seed is not the suite's: the data set is as constant as a
  /// downloaded one. The initial σ is that of the paper's later code.
  public static let digits = ClassificationSource(
    name: "digits", meaning: "procedural digits, which need no download; initial sigma 0.01",
    features: ProceduralDigits.side * ProceduralDigits.side, classes: ProceduralDigits.classes,
    sigma: InitialSigma(oneHiddenLayer: 0.01, moreHiddenLayers: 0.01),
    pools: ExamplePools(
      metaTrain: 0..<8_000, metaValidation: 8_000..<10_000, metaTest: 10_000..<12_000,
      heldOut: 12_000..<14_000),
    origin: .drawn(
      note: "procedural digits, drawn with seed 0, stand in where no data set is downloaded"
    ) { proceduralDigits },
    unlikePublished: "its images are drawn by this program")

  private static let proceduralDigits = ProceduralDigits(seed: 0).images(0..<14_000)

  /// MNIST as the paper has it: minibatches of the 60,000 training images in every set. Held out are the
  /// 10,000 test images.
  public static let mnist = ClassificationSource(
    name: "mnist",
    meaning:
      "all 60,000 training images of MNIST in meta-training, meta-validation and meta-test, as"
      + " the published curves are; initial sigma \(mnistSigma): the published curves of one layer fit"
      + " 0.01, and no single sigma fits those of two",
    features: 28 * 28, classes: MNIST.classes, sigma: mnistSigma,
    pools: ExamplePools(minibatches: 0..<60_000, heldOut: 60_000..<70_000),
    origin: .published(.mnist))

  /// The same with images of its own for every set. Fewer images are seen more often, so losses are lower.
  public static let mnistDisjoint = ClassificationSource(
    name: "mnist-disjoint",
    meaning: "the same with disjoint images: 30,000 for meta-training, 10,000 for meta-validation,"
      + " 20,000 for meta-test; losses on fewer images are lower, so nothing published stands beside them",
    features: 28 * 28, classes: MNIST.classes, sigma: mnistSigma,
    pools: ExamplePools(
      metaTrain: 0..<30_000, metaValidation: 30_000..<40_000, metaTest: 40_000..<60_000,
      heldOut: 60_000..<70_000),
    origin: .published(.mnist),
    unlikePublished: "its minibatches are of a part of the images, which lowers losses")

  /// The paper does not state its initial σ (docs/mnist.md).
  private static let mnistSigma = InitialSigma(oneHiddenLayer: 0.01, moreHiddenLayers: 0.04)
}

extension ClassificationSource {
  /// The images with their pools, from `library` if they are not drawn.
  func data(from library: DataLibrary) throws -> ClassificationData {
    switch origin {
    case .drawn(_, let images): ClassificationData(images: images(), pools: pools)
    case .published(let dataset):
      ClassificationData(images: try library.images(of: dataset), pools: pools)
    }
  }

  /// The images with their pools where no library is needed, else nil.
  var drawnData: ClassificationData? {
    guard case .drawn(_, let images) = origin else { return nil }
    return ClassificationData(images: images(), pools: pools)
  }

  /// What functions depend on beside their name.
  var summary: DataSummary {
    switch origin {
    case .drawn(let note, _):
      return DataSummary(
        note: "\(name): \(note); \(pools)", fingerprint: nil, unlikePublished: unlikePublished)
    case .published(let dataset):
      let files = dataset.checksums.map { "\($0.file) sha256:\($0.digest)" }
        .joined(separator: ", ")
      let settings = "\(pools); initial sigma \(sigma)"
      return DataSummary(
        note: "\(name): the published files \(files); with the test images after those for"
          + " training, \(settings), unless the name has another",
        fingerprint: "\(dataset.rawValue): \(files); \(settings)",
        unlikePublished: unlikePublished)
    }
  }
}
