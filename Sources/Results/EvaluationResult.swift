/// One frozen optimizer on the meta-test functions of one optimizee.
public struct EvaluationResult: Codable, Equatable, Sendable {
  public enum Kind: String, Codable, Sendable {
    case learned
    case handDesigned = "hand-designed"
    /// A process of its own, in whatever language.
    case external
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
  /// Summary over functions of the loss after the `KeptUpdates` of the horizon, functions that diverged
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

  /// One value each for every number of updates; empty when every function diverged.
  public struct Trajectory: Codable, Equatable, Sendable {
    /// Absent where they are 0, 1, …, horizon, and where there are no values.
    public var updates: [Int]?
    public var mean: [Float]
    public var lowerQuartile: [Float]
    public var median: [Float]
    public var upperQuartile: [Float]

    public init(
      updates: [Int]? = nil, mean: [Float], lowerQuartile: [Float], median: [Float],
      upperQuartile: [Float]
    ) {
      self.updates = updates
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

extension EvaluationResult {
  /// The numbers of updates that the values of the trajectory belong to; none when every function diverged.
  public var trajectoryUpdates: [Int] {
    trajectory.mean.isEmpty ? [] : trajectory.updates ?? Array(0...horizon)
  }
}
