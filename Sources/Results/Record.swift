/// What one finished cell of a suite left behind.
///
/// A record holds nothing that depends on when, where or on how many threads it was made: the same
/// suite file gives the same bytes. Losses are Float because the arithmetic that made them is.
public struct Record: Codable, Equatable, Sendable {
  /// The format written by this version; readers refuse any other.
  public static let currentFormatVersion = 1

  public var formatVersion: Int
  public var suite: String
  /// SHA-256, in hexadecimal, of everything the cell depends on.
  public var key: String
  /// What a person calls the cell, for example `tune adam on quadratic-uniform-10 at 100`.
  public var label: String
  /// True when the bits depend on a foreign library (GSL's minimisers): the record is then left out
  /// of the digest and compared by tolerance.
  public var external: Bool
  public var content: Content

  public init(suite: String, key: String, label: String, external: Bool, content: Content) {
    self.formatVersion = Self.currentFormatVersion
    self.suite = suite
    self.key = key
    self.label = label
    self.external = external
    self.content = content
  }

  /// The cell's result, by kind of cell. Encoded as an object with the kind as its only key.
  public enum Content: Codable, Equatable, Sendable {
    case search(SearchResult)
    case metaTraining(MetaTrainingResult)
    case tuning(TuningResult)
    case evaluation(EvaluationResult)

    private enum CodingKeys: String, CodingKey { case search, metaTraining, tuning, evaluation }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      switch (container.allKeys.count, container.allKeys.first) {
      case (1, .search): self = .search(try container.decode(SearchResult.self, forKey: .search))
      case (1, .metaTraining):
        self = .metaTraining(try container.decode(MetaTrainingResult.self, forKey: .metaTraining))
      case (1, .tuning): self = .tuning(try container.decode(TuningResult.self, forKey: .tuning))
      case (1, .evaluation):
        self = .evaluation(try container.decode(EvaluationResult.self, forKey: .evaluation))
      default:
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription:
              "expected exactly one of search, metaTraining, tuning and evaluation"))
      }
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      switch self {
      case .search(let result): try container.encode(result, forKey: .search)
      case .metaTraining(let result): try container.encode(result, forKey: .metaTraining)
      case .tuning(let result): try container.encode(result, forKey: .tuning)
      case .evaluation(let result): try container.encode(result, forKey: .evaluation)
      }
    }
  }
}

/// One candidate of the random search for the meta learning rate.
public struct SearchResult: Codable, Equatable, Sendable {
  public var optimizer: String
  public var optimizee: String
  public var candidate: Int
  public var metaLearningRate: Double
  /// Meta-validation loss of the best epoch; absent when every epoch diverged.
  public var validationLoss: Double?
  public var metaSteps: Int

  public init(
    optimizer: String, optimizee: String, candidate: Int, metaLearningRate: Double,
    validationLoss: Double?, metaSteps: Int
  ) {
    self.optimizer = optimizer
    self.optimizee = optimizee
    self.candidate = candidate
    self.metaLearningRate = metaLearningRate
    self.validationLoss = validationLoss
    self.metaSteps = metaSteps
  }
}

/// One meta-training run of a learned optimizer: one meta-seed.
public struct MetaTrainingResult: Codable, Equatable, Sendable {
  public var optimizer: String
  public var optimizee: String
  public var metaSeed: Int
  public var metaLearningRate: Double
  /// One entry an epoch, in order; epoch 0 is the untrained optimizer.
  public var epochs: [Epoch]
  /// The epoch whose metaParameters were kept.
  public var bestEpoch: Int
  /// Why it ended: `epochs` (all were run) or `patience` (no better epoch for long enough); `diverged`
  /// when no epoch has a validation loss, the untrained optimizer's included.
  public var stopped: String
  /// Windows left out of training because their loss, their metaGradient or its square was not finite,
  /// each with the rest of its episode.
  public var skippedWindows: Int
  public var metaSteps: Int
  /// File name of the optimizer, inside `optimizers/`, and the SHA-256 of its bytes.
  public var optimizerFile: String
  public var optimizerDigest: String

  public struct Epoch: Codable, Equatable, Sendable {
    public var metaSteps: Int
    /// Mean training loss over the epoch's inner steps and functions; absent for epoch 0 and when
    /// not finite.
    public var trainingLoss: Double?
    /// Mean final loss over the meta-validation functions; absent when one of them diverged.
    public var validationLoss: Double?
    /// Largest norm of a window's metaGradient in the epoch, before clipping; absent for epoch 0.
    public var largestMetaGradientNorm: Double?

    public init(
      metaSteps: Int, trainingLoss: Double?, validationLoss: Double?,
      largestMetaGradientNorm: Double?
    ) {
      self.metaSteps = metaSteps
      self.trainingLoss = trainingLoss
      self.validationLoss = validationLoss
      self.largestMetaGradientNorm = largestMetaGradientNorm
    }
  }

  public init(
    optimizer: String, optimizee: String, metaSeed: Int, metaLearningRate: Double, epochs: [Epoch],
    bestEpoch: Int, stopped: String, skippedWindows: Int, metaSteps: Int, optimizerFile: String,
    optimizerDigest: String
  ) {
    self.optimizer = optimizer
    self.optimizee = optimizee
    self.metaSeed = metaSeed
    self.metaLearningRate = metaLearningRate
    self.epochs = epochs
    self.bestEpoch = bestEpoch
    self.stopped = stopped
    self.skippedWindows = skippedWindows
    self.metaSteps = metaSteps
    self.optimizerFile = optimizerFile
    self.optimizerDigest = optimizerDigest
  }
}

/// The learning rate of one hand-designed optimizer, tuned on meta-validation functions.
public struct TuningResult: Codable, Equatable, Sendable {
  public var optimizer: String
  public var optimizee: String
  public var horizon: Int
  /// Meta-validation functions each learning rate was tried on.
  public var functions: Int
  /// Every learning rate tried, in increasing order.
  public var curve: [Point]
  public var learningRate: Double
  /// How often the grid was widened because its best point lay at an edge.
  public var widenings: Int
  /// Gradient evaluations spent: the price of the tuning.
  public var gradientEvaluations: Int

  public struct Point: Codable, Equatable, Sendable {
    public var learningRate: Double
    /// Mean final loss; absent when a function diverged.
    public var meanFinalLoss: Double?
    public var diverged: Int

    public init(learningRate: Double, meanFinalLoss: Double?, diverged: Int) {
      self.learningRate = learningRate
      self.meanFinalLoss = meanFinalLoss
      self.diverged = diverged
    }
  }

  public init(
    optimizer: String, optimizee: String, horizon: Int, functions: Int, curve: [Point],
    learningRate: Double, widenings: Int, gradientEvaluations: Int
  ) {
    self.optimizer = optimizer
    self.optimizee = optimizee
    self.horizon = horizon
    self.functions = functions
    self.curve = curve
    self.learningRate = learningRate
    self.widenings = widenings
    self.gradientEvaluations = gradientEvaluations
  }
}

/// One frozen optimizer on the meta-test functions of one optimizee.
public struct EvaluationResult: Codable, Equatable, Sendable {
  public enum Kind: String, Codable, Sendable {
    case learned
    case handDesigned = "hand-designed"
  }

  public var optimizer: String
  public var kind: Kind
  /// The meta-training run the optimizer comes from, 0 where it comes from a file; absent for
  /// hand-designed optimizers.
  public var metaSeed: Int?
  /// SHA-256 of the file that the optimizer comes from; absent where the suite meta-trained it, and for
  /// hand-designed optimizers.
  public var frozenDigest: String?
  public var optimizee: String
  public var horizon: Int
  /// The tuned learning rate; absent for learned optimizers and GSL's minimisers.
  public var learningRate: Double?
  /// Values averaged into a final loss: 1 on deterministic optimizees, the last 10 on
  /// stochastic ones.
  public var finalLossWindow: Int
  /// Final loss of each meta-test function, in the order of the functions; absent for a
  /// diverged one.
  public var finalLosses: [Float?]
  /// Mean over inner steps 1 … horizon of ln(loss), per function; absent for a diverged one.
  public var areas: [Float?]
  /// The functions that diverged, in increasing order.
  public var divergences: [Divergence]
  /// Summary over functions of the loss after 0, 1, …, horizon updates, functions that diverged
  /// left out.
  public var trajectory: Trajectory
  /// What was measured on held-out examples, by increasing numbers of updates; absent for
  /// deterministic optimizees, and for stochastic ones without such examples.
  public var heldOut: [HeldOut]?

  public struct Divergence: Codable, Equatable, Sendable {
    public var function: Int
    /// Number of updates applied when the loss first was not finite or beyond the divergence limit.
    public var firstBadStep: Int

    public init(function: Int, firstBadStep: Int) {
      self.function = function
      self.firstBadStep = firstBadStep
    }
  }

  /// horizon + 1 values each; empty when every function diverged.
  public struct Trajectory: Codable, Equatable, Sendable {
    public var mean: [Float]
    public var lowerQuartile: [Float]
    public var median: [Float]
    public var upperQuartile: [Float]

    public init(mean: [Float], lowerQuartile: [Float], median: [Float], upperQuartile: [Float]) {
      self.mean = mean
      self.lowerQuartile = lowerQuartile
      self.median = median
      self.upperQuartile = upperQuartile
    }
  }

  /// One value a function, in the order of the functions, on examples that no minibatch contains;
  /// absent for a diverged function, and where the loss was not finite.
  public struct HeldOut: Codable, Equatable, Sendable {
    /// Number of updates applied.
    public var updates: Int
    /// Mean loss over the examples.
    public var losses: [Float?]
    /// Share of right answers, 0 … 1; absent too where no answer is right or wrong.
    public var accuracies: [Float?]

    public init(updates: Int, losses: [Float?], accuracies: [Float?]) {
      self.updates = updates
      self.losses = losses
      self.accuracies = accuracies
    }
  }

  public init(
    optimizer: String, kind: Kind, metaSeed: Int?, frozenDigest: String? = nil, optimizee: String,
    horizon: Int,
    learningRate: Double?, finalLossWindow: Int, finalLosses: [Float?], areas: [Float?],
    divergences: [Divergence], trajectory: Trajectory, heldOut: [HeldOut]? = nil
  ) {
    self.optimizer = optimizer
    self.kind = kind
    self.metaSeed = metaSeed
    self.frozenDigest = frozenDigest
    self.optimizee = optimizee
    self.horizon = horizon
    self.learningRate = learningRate
    self.finalLossWindow = finalLossWindow
    self.finalLosses = finalLosses
    self.areas = areas
    self.divergences = divergences
    self.trajectory = trajectory
    self.heldOut = heldOut
  }
}
