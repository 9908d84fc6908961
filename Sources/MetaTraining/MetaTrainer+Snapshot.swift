import Optimizees
import Optimizers
import Settings

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
    private var innerSteps: Int
    private var episodes: Int
    private var tally: EpochTally
    private var curriculum: CurriculumProgress?
    /// Adam's state of imitation; nil before the first such step.
    private var imitation: Moments?
  }

  public var snapshot: Snapshot { Snapshot(progress) }

  /// Goes on where `snapshot` was taken; nil when it is not of a run with these settings.
  public init?(
    _ settings: TrainingSettings, metaLearningRate: Double,
    families: [String: any OptimizeeFamily], suiteSeed: UInt64, run: Int, threads: Int,
    resuming snapshot: Snapshot
  ) {
    let count = settings.learnedRule.metaParameterCount
    guard let progress = snapshot.progress(metaParameters: count),
      settings.schedule.reaches(epochs: progress.epochs.count - 1, episodes: progress.episodes),
      (progress.curriculum == nil) == (settings.schedule.curriculum == nil),
      (0..<settings.stages).contains(progress.curriculum?.stage ?? 0)
    else { return nil }
    self.init(
      settings, metaLearningRate: metaLearningRate, families: families, suiteSeed: suiteSeed,
      run: run, threads: threads, progress: progress)
  }
}

extension MetaTrainer.Snapshot {
  init(_ progress: MetaTrainer.Progress) {
    let meta = progress.meta
    metaParameters = meta.metaParameters.map(\.bitPattern)
    adamMean = meta.adam.mean.map(\.bitPattern)
    adamMeanSquare = meta.adam.meanSquare.map(\.bitPattern)
    adamDecayPowers = [meta.adam.meanDecayPower.bitPattern, meta.adam.squareDecayPower.bitPattern]
    averaged = meta.averaged.map(\.bitPattern)
    best = progress.best.map(\.bitPattern)
    bestEpoch = progress.bestEpoch
    epochs = progress.epochs
    metaSteps = meta.metaSteps
    skippedWindows = progress.skippedWindows
    innerSteps = progress.innerSteps
    episodes = progress.episodes
    tally = progress.tally
    curriculum = progress.curriculum
    imitation = meta.imitationAdam.map { Moments($0) }
  }

  /// Nil when the numbers cannot have come from a rule with so many metaParameters.
  func progress(metaParameters count: Int) -> MetaTrainer.Progress? {
    guard
      [metaParameters, averaged, best, adamMean, adamMeanSquare].allSatisfy({ $0.count == count }),
      adamDecayPowers.count == 2, epochs.indices.contains(bestEpoch),
      imitation.map({ $0.isOf(count) }) ?? true
    else { return nil }
    func floats(_ bits: [UInt32]) -> [Float] { bits.map(Float.init(bitPattern:)) }
    let adam = Adam.State(
      mean: floats(adamMean), meanSquare: floats(adamMeanSquare),
      meanDecayPower: Double(bitPattern: adamDecayPowers[0]),
      squareDecayPower: Double(bitPattern: adamDecayPowers[1]))
    return MetaTrainer.Progress(
      meta: MetaOptimizer.State(
        metaParameters: floats(metaParameters), averaged: floats(averaged), adam: adam,
        imitationAdam: imitation?.state, metaSteps: metaSteps),
      epochs: epochs, best: floats(best), bestEpoch: bestEpoch, skippedWindows: skippedWindows,
      innerSteps: innerSteps, curriculum: curriculum, episodes: episodes, tally: tally)
  }
}

/// A state of Adam by its bits.
private struct Moments: Codable, Equatable, Sendable {
  private var mean: [UInt32]
  private var meanSquare: [UInt32]
  /// β₁ᵗ and β₂ᵗ.
  private var meanDecayPower: UInt64
  private var squareDecayPower: UInt64

  init(_ state: Adam.State) {
    mean = state.mean.map(\.bitPattern)
    meanSquare = state.meanSquare.map(\.bitPattern)
    meanDecayPower = state.meanDecayPower.bitPattern
    squareDecayPower = state.squareDecayPower.bitPattern
  }

  func isOf(_ count: Int) -> Bool { mean.count == count && meanSquare.count == count }

  var state: Adam.State {
    Adam.State(
      mean: mean.map(Float.init(bitPattern:)), meanSquare: meanSquare.map(Float.init(bitPattern:)),
      meanDecayPower: Double(bitPattern: meanDecayPower),
      squareDecayPower: Double(bitPattern: squareDecayPower))
  }
}
