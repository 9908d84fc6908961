import Optimizees
import Optimizers

extension MetaTrainer {
  /// All that changes during meta-training, between two episodes, in numbers that a file keeps
  /// exactly: Floats and powers by their bits.
  ///
  /// The state of a random stream has no place here: every episode draws from streams named by
  /// (run, function number), and meta-validation from streams of its own, so the number of episodes
  /// done says where to go on. Parameters, carry and gradients live inside one episode.
  public struct Snapshot: Codable, Equatable, Sendable {
    private var metaParameters: [UInt32]
    private var adamMean: [UInt32]
    private var adamMeanSquare: [UInt32]
    /// β₁ᵗ and β₂ᵗ.
    private var adamDecayPowers: [UInt64]
    private var averaged: [UInt32]
    private var best: [UInt32]
    private var bestEpoch: Int
    private var epochs: [Epoch]
    private var metaSteps: Int
    private var skippedWindows: Int
    private var episodes: Int
    private var tally: EpochTally
  }

  public var snapshot: Snapshot { Snapshot(progress) }

  /// Goes on where `snapshot` was taken; nil when it is not of a run with these settings.
  public init?(
    _ rule: any LearnedOptimizer.Type, _ configuration: LearnedConfiguration,
    settings: MetaTrainingSettings, family: any OptimizeeFamily, suiteSeed: UInt64, run: Int,
    threads: Int, resuming snapshot: Snapshot
  ) {
    guard let progress = snapshot.progress(of: rule, configuration),
      progress.epochs.count <= settings.epochs + 1,
      (0...settings.episodesPerEpoch).contains(progress.episodes)
    else { return nil }
    self.settings = settings
    self.family = family
    self.suiteSeed = suiteSeed
    self.run = run
    self.threads = threads
    self.progress = progress
  }
}

extension MetaTrainer.Snapshot {
  init(_ progress: MetaTrainer.Progress) {
    metaParameters = progress.optimizer.metaParameters.map(\.bitPattern)
    adamMean = progress.adam.mean.map(\.bitPattern)
    adamMeanSquare = progress.adam.meanSquare.map(\.bitPattern)
    adamDecayPowers = [
      progress.adam.meanDecayPower.bitPattern, progress.adam.squareDecayPower.bitPattern,
    ]
    averaged = progress.averaged.metaParameters.map(\.bitPattern)
    best = progress.best.metaParameters.map(\.bitPattern)
    bestEpoch = progress.bestEpoch
    epochs = progress.epochs
    metaSteps = progress.metaSteps
    skippedWindows = progress.skippedWindows
    episodes = progress.episodes
    tally = progress.tally
  }

  /// Nil when the numbers cannot have come from such a rule.
  func progress(
    of rule: any LearnedOptimizer.Type, _ configuration: LearnedConfiguration
  ) -> MetaTrainer.Progress? {
    guard
      let optimizer = rule.init(
        configuration, metaParameters: metaParameters.map(Float.init(bitPattern:))),
      let averaged = rule.init(
        configuration, metaParameters: averaged.map(Float.init(bitPattern:))),
      let best = rule.init(configuration, metaParameters: best.map(Float.init(bitPattern:))),
      adamMean.count == metaParameters.count, adamMeanSquare.count == metaParameters.count,
      adamDecayPowers.count == 2, epochs.indices.contains(bestEpoch)
    else { return nil }
    let adam = Adam.State(
      mean: adamMean.map(Float.init(bitPattern:)),
      meanSquare: adamMeanSquare.map(Float.init(bitPattern:)),
      meanDecayPower: Double(bitPattern: adamDecayPowers[0]),
      squareDecayPower: Double(bitPattern: adamDecayPowers[1]))
    return MetaTrainer.Progress(
      optimizer: optimizer, adam: adam, averaged: averaged, epochs: epochs, best: best,
      bestEpoch: bestEpoch, metaSteps: metaSteps, skippedWindows: skippedWindows,
      episodes: episodes, tally: tally)
  }
}
