/// The largest values a suite may ask for. They keep every count far from overflow, and random
/// stream indices within their 27 bits.
public enum SuiteLimits {
  /// Bytes of a suite file, and of a file of published curves.
  public static let fileSize = 256 << 10
  /// Meta-train functions of an episode, and functions of any meta-validation or meta-test set.
  public static let functions = 1_000_000
  public static let horizon = 100_000
  public static let metaSeeds = 64
  /// LogAndSign's p: eᵖ has to be a Float.
  public static let p = 80.0
  /// Every n-th chunk of a tensor.
  public static let metaGradientStride = 1_000
  /// Magnitude of a forget bias.
  public static let forgetBias = 10.0
  public static let candidates = 64
  /// Functions of one meta-training run: epochs × episodesPerEpoch × functionsPerEpisode.
  public static let functionsPerRun = 1 << 20
  /// A decade is divided by square roots.
  public static let pointsPerDecade = [1, 2, 4, 8]
  public static let refinements = 16
  /// The highest learning rate of a grid or search over the lowest.
  public static let learningRateRatio = 1e12
  /// Entries of one list.
  public static let listLength = 1_000
  /// Pairs of optimizee and horizon.
  public static let evaluations = 1_000
  /// Cells of a plan.
  public static let cells = 20_000
}
