import Results

/// A suite file, decoded and checked: every name is known, every count is possible.
public struct Suite: Equatable, Sendable {
  public var name: String
  public var description: String
  public var seed: UInt64
  public var budgetMinutes: Double
  /// Relative margin of the gate.
  public var margin: Double
  /// The gate's margin for learned optimizers, where it is not `margin`.
  public var learnedMargin: Double?
  public var learned: [Learned]
  public var handDesigned: HandDesigned?
  /// GSL's minimisers, evaluated on deterministic optimizees only.
  public var minimisers: [String]
  /// One entry for each (optimizee, horizon), in the order of the file.
  public var evaluations: [Evaluation]
  public var published: [PublishedFigure]
  public var publishedFinalLosses: [PublishedFinalLosses]
  /// The vocabulary's, of optimizers that are not built in.
  public var fingerprints: [String: String] = [:]
  /// The vocabulary's.
  public var arithmetic = WorkArithmetic()

  /// An optimizee family of the vocabulary.
  public struct Optimizee: Equatable, Sendable {
    public var name: String
    public var facts: OptimizeeFacts
  }

  /// A learned optimizer and how it is meta-trained.
  public struct Learned: Equatable, Sendable {
    public var name: String
    public var metaSeeds: Int
    public var training: TrainingSettings
    public var metaLearningRate: MetaLearningRate
  }

  public enum MetaLearningRate: Equatable, Sendable {
    case fixed(Double)
    /// The best of `candidates` draws between the bounds, each meta-trained for a few epochs.
    case search(lowest: Double, highest: Double, candidates: Int, epochs: Int)
  }

  /// The hand-designed optimizers and how their learning rates are tuned.
  public struct HandDesigned: Equatable, Sendable {
    public var optimizers: [String]
    public var tuning: TuningSettings
  }

  /// Functions of one optimizee family on which every optimizer is run for one horizon.
  public struct Evaluation: Equatable, Sendable {
    public var optimizee: Optimizee
    public var horizon: Int
    public var functions: Int
  }
}
