import Results
import Settings

/// A suite file, decoded and checked: every name is known, every count is possible.
public struct Suite: Equatable, Sendable {
  public var name: String
  public var head: SuiteHead
  public var ensembles: [Optimizee] = []
  /// Those that are meta-trained.
  public var learned: [Learned]
  /// Those that come from files.
  public var frozen: [FrozenOptimizer]
  public var handDesigned: HandDesigned?
  /// GSL's minimisers, evaluated on deterministic optimizees only.
  public var minimisers: [String]
  public var external: [ExternalOptimizer] = []
  /// One entry for each (optimizee, horizon), in the order of the file.
  public var evaluations: [Evaluation]
  /// One entry for each optimizer and point of an entry of the file.
  public var studies: [Study] = []
  public var published: [PublishedFigure]
  public var publishedFinalLosses: [PublishedFinalLosses]
  /// The vocabulary's, of optimizers that are not built in.
  public var fingerprints: [String: String] = [:]
  /// The vocabulary's.
  public var arithmetic = WorkArithmetic()
  /// That of the suite file: commands start there. It is no part of what the suite says.
  public var folder = "."

  /// An optimizee family of the vocabulary, or an ensemble of some.
  public struct Optimizee: Equatable, Sendable {
    public var name: String
    public var facts: OptimizeeFacts
    /// Those of an ensemble; none for a family.
    public var parts: [EnsemblePart] = []
  }

  /// A learned optimizer and how it is meta-trained.
  public struct Learned: Equatable, Sendable {
    public var name: String
    public var metaSeeds: Int
    public var training: TrainingSettings
    /// The distribution's, in the order of its `optimizeeNames`.
    public var optimizees: [Optimizee]
    /// Of the settings that the rule leaves to its users, after meta-training; nil leaves them as they are.
    public var tuning: Tuning?

    public struct Tuning: Equatable, Sendable {
      public var settings: RandomSearchSettings
      /// What is drawn from what. It enters the keys of cells.
      public var space: CanonicalJSON
    }
  }

  /// The hand-designed optimizers and how they are tuned.
  public struct HandDesigned: Equatable, Sendable {
    /// Those whose learning rate is tuned on a grid; none where there is no grid.
    public var optimizers: [String] = []
    public var tuning = TuningSettings()
    public var randomSearch: RandomSearch?
  }

  /// The hand-designed optimizers whose settings are drawn at random.
  public struct RandomSearch: Equatable, Sendable {
    public var rules: [Rule]
    public var settings: RandomSearchSettings

    public struct Rule: Equatable, Sendable {
      public var name: String
      /// What is drawn from what. It enters the keys of cells.
      public var space: CanonicalJSON
    }
  }

  /// What estimators give at the metaParameters of one optimizer, on the first family of its distribution.
  public struct Study: Equatable, Sendable {
    public var optimizer: String
    public var point: StudyPoint
    public var settings: StudySettings
  }

  /// Functions of one optimizee family on which every optimizer is run for one horizon.
  public struct Evaluation: Equatable, Sendable {
    public var optimizee: Optimizee
    public var horizon: Int
    public var functions: Int
  }
}
