import Datasets

/// A data set known by the first word of an optimizee's name, and what can be said without loading it.
public struct ClassificationSource: Sendable {
  public let name: String
  /// Pixels of an image, all channels.
  public let features: Int
  public let classes: Int
  /// Standard deviation of the initial parameters of a network whose name does not say another.
  public let sigma: Double
  public let pools: ExamplePools
  public let origin: Origin

  public enum Origin: Sendable {
    /// Images this program draws: the same object at every call of a process; `note` says how.
    case drawn(note: String, @Sendable () -> LabelledImages)
    /// A data set of the data directory: its training images, then its test images.
    case published(Dataset)
  }

  public init(
    name: String, features: Int, classes: Int, sigma: Double, pools: ExamplePools, origin: Origin
  ) {
    self.name = name
    self.features = features
    self.classes = classes
    self.sigma = sigma
    self.pools = pools
    self.origin = origin
  }
}

extension ClassificationSource {
  /// Every data set, one line each.
  public static let all = [digits, mnist]

  /// Procedural digits: no download. Their seed is not the suite's: the data set is as constant as a
  /// downloaded one. The initial σ is that of the paper's later code.
  public static let digits = ClassificationSource(
    name: "digits", features: ProceduralDigits.side * ProceduralDigits.side,
    classes: ProceduralDigits.classes, sigma: 0.01,
    pools: ExamplePools(
      metaTrain: 0..<8_000, metaValidation: 8_000..<10_000, metaTest: 10_000..<12_000,
      heldOut: 12_000..<14_000),
    origin: .drawn(
      note: "procedural digits, drawn with seed 0, stand in where no data set is downloaded"
    ) { proceduralDigits })

  private static let proceduralDigits = ProceduralDigits(seed: 0).images(0..<14_000)

  /// MNIST: minibatches of the 60,000 training images, held out are the 10,000 test images. The paper does
  /// not state its initial σ; with 0.05 the final losses of its hand-designed optimizers come nearest
  /// (docs/mnist.md).
  public static let mnist = ClassificationSource(
    name: "mnist", features: 28 * 28, classes: MNIST.classes, sigma: 0.05,
    pools: ExamplePools(
      metaTrain: 0..<30_000, metaValidation: 30_000..<40_000, metaTest: 40_000..<60_000,
      heldOut: 60_000..<70_000),
    origin: .published(.mnist))
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
      return DataSummary(note: "\(name): \(note); \(pools)", fingerprint: nil)
    case .published(let dataset):
      let files = dataset.checksums.map { "\($0.file) sha256:\($0.digest)" }
        .joined(separator: ", ")
      let settings = "\(pools); initial sigma \(sigma)"
      return DataSummary(
        note: "\(name): the published files \(files); with the test images after those for"
          + " training, \(settings) unless the name has another",
        fingerprint: "\(dataset.rawValue): \(files); \(settings)")
    }
  }
}
