import Evaluation
import Optimizees
import Optimizers
import Sampling

// How meta-training fits together, from the outside in:
//
//   epoch      `runEpoch`: some episodes, then a look at meta-validation. The epoch with the lowest
//              validation loss is kept (`keepIfBest`); `stopped` says when no further epoch is due.
//   episode    `runEpisode`: functions drawn from streams of their own (`OptimizeeBatch`), minimised
//              side by side from their initial parameters for `horizon` updates.
//   window     `Episode.runWindow`: `unrollLength` inner steps forward, then one metaGradient
//              backwards. The rule's `UnrollWindow` keeps its state from window to window, and no
//              gradient flows back across the cut: truncated backpropagation.
//   inner step `InnerLoop`: the optimizees give loss and gradient, the window gives the update.
//   meta step  clip the metaGradient, one step of Adam on the metaParameters, then the running mean
//              of them (`average`), which is what meta-validation measures and what is kept.
//
// Four types share the work. `MetaTrainer` decides what happens when and owns all that changes
// (`Progress`). `InnerLoop` owns the parameters of the functions. The window owns the rule's memory.
// `Episode` moves the one over the other. `Evaluator` runs a frozen optimizer on the same inner loop,
// for meta-validation here and for meta-test in `Execution`.
//
// Nothing depends on the number of threads, and every draw is named by (run, function number). So a
// run needs no state of a random generator to be taken up again (`MetaTrainer+Snapshot.swift`).

/// Meta-trains one learned optimizer: one meta-seed, or one candidate of a search.
///
/// Call `runEpoch` until `stopped` is not nil; `best` is then the optimizer of the epoch with the
/// lowest meta-validation loss. All that changes is `progress`, so a run can be written down after
/// any episode (`Snapshot`) and taken up again.
public struct MetaTrainer: Sendable {
  public let settings: MetaTrainingSettings
  public let family: any OptimizeeFamily
  public let suiteSeed: UInt64
  /// Names the streams: a meta-seed, or a search candidate's number beyond all meta-seeds.
  public let run: Int
  public let threads: Int
  public internal(set) var progress: Progress

  public struct Progress: Sendable {
    public var optimizer: any LearnedOptimizer
    public var adam: Adam.State
    /// What is measured on meta-validation: the optimizer, or the running mean of its metaParameters.
    public var averaged: any LearnedOptimizer
    public var epochs: [Epoch] = []
    public var best: any LearnedOptimizer
    public var bestEpoch = 0
    public var metaSteps = 0
    /// Windows left out of training because their metaGradient or its square was not finite.
    public var skippedWindows = 0
    /// Episodes done of the epoch under way, and what they came to.
    var episodes = 0
    var tally = EpochTally()
  }

  /// What one epoch did; epoch 0 is the untrained optimizer.
  public struct Epoch: Codable, Equatable, Sendable {
    public var metaSteps: Int
    public var trainingLoss: Double?
    public var validationLoss: Double?
    public var largestMetaGradientNorm: Double?
  }

  /// Draws the initial metaParameters and measures the untrained optimizer.
  public init(
    _ rule: any LearnedOptimizer.Type, _ configuration: LearnedConfiguration,
    settings: MetaTrainingSettings, family: any OptimizeeFamily, suiteSeed: UInt64, run: Int,
    threads: Int
  ) {
    self.settings = settings
    self.family = family
    self.suiteSeed = suiteSeed
    self.run = run
    self.threads = threads
    let optimizer = rule.init(
      configuration,
      drawnFrom: RandomStream(suiteSeed: suiteSeed, role: .metaParameters, index: run))
    let count = optimizer.metaParameters.count
    let adam = Adam(learningRate: 0).initialState(
      for: ParameterLayout(functions: 1, parametersPerFunction: count))
    progress = Progress(optimizer: optimizer, adam: adam, averaged: optimizer, best: optimizer)
    progress.epochs.append(
      Epoch(
        metaSteps: 0, trainingLoss: nil, validationLoss: validationLoss(),
        largestMetaGradientNorm: nil))
  }
}

extension MetaTrainer {
  public enum StopReason: String, Sendable {
    /// Every epoch was run.
    case epochs
    /// No better epoch for long enough.
    case patience
  }

  /// Why meta-training has ended, or nil while there is an epoch to run.
  public var stopped: StopReason? {
    let done = progress.epochs.count - 1
    if done >= settings.epochs { return .epochs }
    if let patience = settings.patience, done - progress.bestEpoch >= patience { return .patience }
    return nil
  }

  public var best: any LearnedOptimizer { progress.best }

  /// Meta-validation loss of the best epoch; nil when every epoch had a diverged function.
  public var bestValidationLoss: Double? { progress.epochs[progress.bestEpoch].validationLoss }

  /// Whether every epoch so far had a diverged function, the untrained optimizer included.
  public var hasDiverged: Bool { bestValidationLoss == nil }

  /// Trains on what is left of the next epoch's episodes, then measures the frozen optimizer on
  /// meta-validation.
  public mutating func runEpoch() { runEpoch { _ in } }

  /// The same; `afterEpisode` sees how far each episode has brought the run.
  public mutating func runEpoch(afterEpisode: (MetaTrainer) throws -> Void) rethrows {
    try runEpisodes(of: progress.epochs.count - 1, afterEach: afterEpisode)
    progress.epochs.append(
      Epoch(
        metaSteps: progress.metaSteps, trainingLoss: progress.tally.meanLoss,
        validationLoss: validationLoss(), largestMetaGradientNorm: progress.tally.largestNorm))
    progress.episodes = 0
    progress.tally = EpochTally()
    keepIfBest()
  }

  private mutating func runEpisodes(
    of epoch: Int, afterEach: (MetaTrainer) throws -> Void
  ) rethrows {
    let layout = ParameterLayout(
      functions: settings.functionsPerEpisode, tensors: family.tensors)
    let window = progress.optimizer.makeWindow(
      for: layout, steps: settings.unrollLength, threads: threads)
    var rate = settings.metaLearningRate
    for _ in 0..<epoch { rate *= settings.decayPerEpoch }
    while progress.episodes < settings.episodesPerEpoch {
      let number = epoch * settings.episodesPerEpoch + progress.episodes
      runEpisode(number, window: window, adam: Adam(learningRate: Float(rate)))
      progress.episodes += 1
      try afterEach(self)
    }
  }

  private mutating func runEpisode(_ number: Int, window: any UnrollWindow, adam: Adam) {
    let first = number * settings.functionsPerEpisode
    let batch = OptimizeeBatch(
      family, .metaTrain(run: run), numbers: first..<(first + settings.functionsPerEpisode),
      suiteSeed: suiteSeed, initialScale: settings.initialScale)
    var episode = Episode(
      batch, window: window, unrollLength: settings.unrollLength, horizon: settings.horizon,
      threads: threads)
    for index in 0..<(settings.horizon / settings.unrollLength) {
      let stride = settings.metaGradientStride
      if stride > 1 { window.sampleCoordinates(stride: stride, offset: (number + index) % stride) }
      var (metaGradient, meanLoss) = episode.runWindow(
        metaParameters: progress.optimizer.metaParameters,
        updateScale: settings.updateScales?[index] ?? 1)
      let norm = metaGradient.norm
      // A window that is not finite, or whose metaGradient has no square in Adam's Floats, is left out
      // with the rest of its episode.
      guard Float(norm * norm).isFinite, meanLoss.isFinite else {
        progress.skippedWindows += 1
        return
      }
      progress.tally.add(loss: meanLoss, norm: norm)
      if let limit = settings.gradientClipping, norm > limit {
        let factor = Float(limit / norm)
        for index in metaGradient.indices { metaGradient[index] *= factor }
      }
      adam.apply(metaGradient, to: &progress.optimizer.metaParameters, state: &progress.adam)
      progress.metaSteps += 1
      average()
    }
  }

  /// mean ← d mean + (1 − d) metaParameters after meta step k, with d = min(averaging, (k − 1)/k), so
  /// that the first steps form a plain mean.
  private mutating func average() {
    let steps = Double(progress.metaSteps)
    let old = Float(min(settings.averaging, (steps - 1) / steps))
    let latest = progress.optimizer.metaParameters
    guard old > 0 else {
      progress.averaged.metaParameters = latest
      return
    }
    progress.averaged.metaParameters = zip(progress.averaged.metaParameters, latest).map {
      old * $0 + (1 - old) * $1
    }
  }

  private func validationLoss() -> Double? {
    Evaluator(
      family: family, split: .metaValidation, functions: settings.validationFunctions,
      horizon: settings.horizon, suiteSeed: suiteSeed, initialScale: settings.validationScale,
      threads: threads
    ).finalLoss(of: progress.averaged).mean
  }

  private mutating func keepIfBest() {
    let latest = progress.epochs.count - 1
    guard let loss = progress.epochs[latest].validationLoss else { return }
    if let best = bestValidationLoss, best <= loss { return }
    progress.bestEpoch = latest
    progress.best = progress.averaged
  }
}
