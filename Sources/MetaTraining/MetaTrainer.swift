import Evaluation
import Optimizees
import Optimizers
import Sampling
import Settings

// How meta-training fits together, from the outside in:
//
//   epoch      `runEpoch`: some episodes, then a look at meta-validation. The epoch with the lowest
//              validation loss is kept (`keepIfBest`); `stopped` says when no further epoch is due. The
//              stages of a curriculum have longer and longer horizons (`MetaTrainer+Curriculum.swift`).
//   episode    `runEpisode`: functions of one family, drawn from streams of their own
//              (`OptimizeeBatch`), which the estimator minimises side by side from their initial
//              parameters.
//   estimate   `EstimatorEpisodes.next`: one metaGradient at the present metaParameters. Truncated
//              backpropagation gives one for each window of an episode.
//   inner step `InnerLoop`: the optimizees give loss and gradient, the rule gives the update.
//   imitation  `ImitationEpisodes.next`: the same in an episode in which a teacher makes the updates
//              (`MetaTrainer+Imitation.swift`).
//   meta step  `MetaOptimizer.step`: clips the metaGradient, makes one step of Adam, then moves the
//              running mean, which is what meta-validation measures and what is kept
//              (`MetaTrainer+Validation.swift`).
//
// Five values of a suite file say how: rule, distribution, estimator, meta-optimizer and schedule.
// `MetaTrainer` decides what happens when and owns all that changes (`Progress`). `InnerLoop` owns the
// parameters of the functions. `Evaluator` runs a frozen optimizer on the same inner loop, for
// meta-validation here and for meta-test in `Execution`.
//
// Nothing depends on the number of threads, and every draw is named by (run, function number). So a
// run needs no state of a random generator to be taken up again (`MetaTrainer+Snapshot.swift`).

/// Meta-trains one learned optimizer: one meta-seed, or one candidate of a search.
///
/// Call `runEpoch` until `stopped` is not nil; `best` is then the optimizer of the epoch with the
/// lowest meta-validation loss. All that changes is `progress`, so a run can be written down after
/// any episode (`Snapshot`) and taken up again.
public struct MetaTrainer: Sendable {
  public let settings: TrainingSettings
  public let rule: any LearnedRule
  public let estimator: any MetaGradientEstimator
  /// The meta learning rate before its factor.
  public let metaLearningRate: Double
  /// By the names that the distribution has.
  public let families: [String: any OptimizeeFamily]
  public let suiteSeed: UInt64
  /// Names the streams: a meta-seed, or a search candidate's number beyond all meta-seeds.
  public let run: Int
  public let threads: Int
  public internal(set) var progress: Progress

  public struct Progress: Sendable {
    public var meta: MetaOptimizer.State
    public var epochs: [Epoch] = []
    /// The metaParameters of the epoch with the lowest validation loss.
    public var best: [Float]
    public var bestEpoch = 0
    /// Metagradients left out of training because they or their squares were not finite.
    public var skippedWindows = 0
    /// Inner steps made while meta-training, over all functions.
    public var innerSteps = 0
    /// Nil without a curriculum.
    public internal(set) var curriculum: CurriculumProgress?
    /// Episodes done of the epoch under way, and what they came to.
    var episodes = 0
    var tally = EpochTally()
  }

  /// What one epoch did; epoch 0 is the untrained optimizer.
  public struct Epoch: Codable, Equatable, Sendable {
    public var metaSteps: Int
    public var trainingLoss: Double?
    public var validationLoss: Double?
    /// Of every part of meta-validation, in order; nil where there is one.
    public var validationLosses: [Double?]?
    /// Of the episodes, and of meta-validation, in a curriculum; nil without.
    public var horizon: Int?
    public var validationHorizon: Int?
    public var largestMetaGradientNorm: Double?
  }

  /// Draws the initial metaParameters and measures the untrained optimizer. The rule and the estimator of
  /// `settings` must be a `LearnedRule` and a `MetaGradientEstimator`; `families` has every family that
  /// its distribution names.
  public init(
    _ settings: TrainingSettings, metaLearningRate: Double,
    families: [String: any OptimizeeFamily], suiteSeed: UInt64, run: Int, threads: Int
  ) {
    let rule = settings.learnedRule
    let untrained = LearnedOptimizer(
      rule, drawnFrom: RandomStream(suiteSeed: suiteSeed, role: .metaParameters, index: run))
    self.init(
      settings, metaLearningRate: metaLearningRate, families: families, suiteSeed: suiteSeed,
      run: run, threads: threads,
      progress: Progress(
        meta: settings.metaOptimizer.initialState(at: untrained.metaParameters),
        best: untrained.metaParameters))
    if settings.schedule.curriculum != nil { progress.curriculum = CurriculumProgress() }
    appendEpoch()
    progress.curriculum?.best = progress.epochs[0].validationLoss
  }

  init(
    _ settings: TrainingSettings, metaLearningRate: Double,
    families: [String: any OptimizeeFamily], suiteSeed: UInt64, run: Int, threads: Int,
    progress: Progress
  ) {
    self.settings = settings
    rule = settings.learnedRule
    estimator = settings.metaGradientEstimator
    self.metaLearningRate = metaLearningRate
    self.families = families
    self.suiteSeed = suiteSeed
    self.run = run
    self.threads = threads
    self.progress = progress
  }
}

extension MetaTrainer {
  public enum StopReason: String, Sendable {
    /// Every epoch was run.
    case epochs
    /// No better epoch for long enough.
    case patience
    /// The last stage has ended, or one brought no better epoch.
    case curriculum
  }

  /// Why meta-training has ended, or nil while there is an epoch to run.
  public var stopped: StopReason? {
    let done = progress.epochs.count - 1
    let schedule = settings.schedule
    if done >= schedule.epochs { return .epochs }
    if progress.curriculum?.isOver == true { return .curriculum }
    if let patience = schedule.patience, done - progress.bestEpoch >= patience { return .patience }
    return nil
  }

  public var best: LearnedOptimizer { optimizer(progress.best) }

  /// Meta-validation loss of the best epoch, in a curriculum as the stage measures; nil when it had a
  /// diverged function.
  public var bestValidationLoss: Double? {
    if let curriculum = progress.curriculum { return curriculum.best }
    return progress.epochs[progress.bestEpoch].validationLoss
  }

  /// Whether every epoch so far had a diverged function, the untrained optimizer included.
  public var hasDiverged: Bool { progress.epochs.allSatisfy { $0.validationLoss == nil } }

  func optimizer(_ metaParameters: [Float]) -> LearnedOptimizer {
    guard let optimizer = LearnedOptimizer(rule, metaParameters: metaParameters) else {
      preconditionFailure("the rule's own metaParameters")
    }
    return optimizer
  }
}

extension MetaTrainer {
  /// Trains on what is left of the next epoch's episodes, then measures the frozen optimizer on
  /// meta-validation.
  public mutating func runEpoch() { runEpoch { _ in } }

  /// The same; `afterEpisode` sees how far each episode has brought the run.
  public mutating func runEpoch(afterEpisode: (MetaTrainer) throws -> Void) rethrows {
    try runEpisodes(of: progress.epochs.count - 1, afterEach: afterEpisode)
    appendEpoch()
    progress.episodes = 0
    progress.tally = EpochTally()
    let isBest = keepIfBest()
    advanceCurriculum(isBest: isBest)
  }

  private mutating func runEpisodes(
    of epoch: Int, afterEach: (MetaTrainer) throws -> Void
  ) rethrows {
    let pool = EpisodePool(self)
    while progress.episodes < settings.schedule.episodesPerEpoch {
      runEpisode(
        epoch * settings.schedule.episodesPerEpoch + progress.episodes, of: epoch, from: pool)
      progress.episodes += 1
      try afterEach(self)
    }
  }

  private mutating func runEpisode(_ number: Int, of epoch: Int, from pool: EpisodePool) {
    let family = family(ofEpisode: number)
    let functions = settings.distribution.functions
    let batches = estimator.batches(ofHorizon: settings.longestHorizon)
    let batch = { [self] (index: Int) in
      let first = (number * batches + index) * functions
      return OptimizeeBatch(
        family, .metaTrain(run: run), numbers: first..<first + functions, suiteSeed: suiteSeed,
        transformations: settings.distribution.transformations)
    }
    let draw = EpisodeDraw(
      number: number, horizon: horizon(of: epoch), batch: batch(0),
      stream: stream(.perturbations, ofEpisode: number), furtherBatch: batch)
    if let teacher = teacher(ofEpisode: number, in: epoch) {
      let episodes = pool.imitation(on: family)
      episodes.begin(draw, teacher: teacher)
      learn(from: episodes.next, in: epoch, isImitation: true)
    } else {
      let episodes = pool.episodes(on: family)
      episodes.begin(draw)
      learn(from: episodes.next, in: epoch, isImitation: false)
    }
  }

  /// What an episode of this run draws for one purpose.
  func stream(_ role: StreamRole, ofEpisode number: Int) -> RandomStream {
    RandomStream(
      suiteSeed: suiteSeed, role: role, index: run * FunctionSplit.functionsPerRun + number)
  }

  /// Makes a meta step after each metaGradient of an episode. Imitation losses are no part of the epoch's
  /// training loss.
  private mutating func learn(
    from next: ([Float]) -> MetaGradient?, in epoch: Int, isImitation: Bool
  ) {
    let factor = settings.metaOptimizer.learningRateFactor.value(
      epoch, of: settings.schedule.epochs)
    while let metaGradient = next(progress.meta.metaParameters) {
      let norm = metaGradient.values.norm
      // An estimate that is not finite, or that has no square in Adam's Floats, is left out with the rest
      // of its episode.
      guard Float(norm * norm).isFinite, metaGradient.meanLoss.isFinite else {
        progress.skippedWindows += 1
        return
      }
      progress.innerSteps += metaGradient.innerSteps
      if isImitation {
        settings.metaOptimizer.imitationStep(
          metaGradient.values, norm: norm, learningRate: metaLearningRate * factor,
          state: &progress.meta)
      } else {
        progress.tally.add(loss: metaGradient.meanLoss, norm: norm)
        settings.metaOptimizer.step(
          metaGradient.values, norm: norm, learningRate: metaLearningRate * factor,
          state: &progress.meta)
      }
    }
  }

  /// The nearest whole number of windows, one at least.
  private func horizon(of epoch: Int) -> Int {
    let factor = settings.schedule.horizonFactor.value(epoch, of: settings.schedule.epochs)
    let window = estimator.unrollLength
    let windows = Double(distribution.horizon / window) * factor
    return max(1, Int(windows.rounded())) * window
  }

  /// Writes down what the epoch came to, and measures its optimizer.
  private mutating func appendEpoch() {
    let losses = validationLosses()
    progress.epochs.append(
      Epoch(
        metaSteps: progress.meta.metaSteps, trainingLoss: progress.tally.meanLoss,
        validationLoss: ValidationLoss.mean(of: losses),
        validationLosses: losses.count > 1 ? losses : nil,
        horizon: progress.curriculum.map { _ in distribution.horizon },
        validationHorizon: progress.curriculum.flatMap { _ in distribution.validation.horizons.last
        },
        largestMetaGradientNorm: progress.tally.largestNorm))
  }

  /// Whether the latest epoch is the best.
  private mutating func keepIfBest() -> Bool {
    let latest = progress.epochs.count - 1
    guard let loss = progress.epochs[latest].validationLoss else { return false }
    if let best = bestValidationLoss, best <= loss { return false }
    progress.bestEpoch = latest
    progress.best = progress.meta.averaged
    progress.curriculum?.best = loss
    return true
  }
}

extension TrainingSettings {
  /// The rule, which the suite knows by its description alone.
  public var learnedRule: any LearnedRule {
    guard let rule = rule as? any LearnedRule else { preconditionFailure("\(rule) is no rule") }
    return rule
  }

  /// The estimator, likewise.
  public var metaGradientEstimator: any MetaGradientEstimator {
    guard let estimator = estimator as? any MetaGradientEstimator else {
      preconditionFailure("\(estimator) is no estimator")
    }
    return estimator
  }
}
