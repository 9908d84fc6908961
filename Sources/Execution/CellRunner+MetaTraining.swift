import MetaTraining
import Optimizees
import Optimizers
import Results
import Sampling
import Statistics
import Suites

extension CellRunner {
  /// Runs of searches are numbered after those of all meta-seeds, so that no stream is shared.
  private static let firstSearchRun = SuiteLimits.metaSeeds

  func search(_ work: SearchCell) throws -> Outcome {
    let stream = RandomStream(
      suiteSeed: suite.seed, role: .metaLearningRateSearch, index: work.candidate)
    // Log-uniform between the bounds.
    let span = Statistics.Elementary.log(work.highest / work.lowest)
    let rate = work.lowest * Statistics.Elementary.exp(stream.uniform() * span)
    var trainer = try trainer(
      work.training, rate: rate, run: Self.firstSearchRun + work.candidate)
    try train(&trainer)
    let result = SearchResult(
      optimizer: work.optimizer, optimizee: work.training.optimizee.name,
      candidate: work.candidate, metaLearningRate: rate,
      validationLoss: trainer.bestValidationLoss, metaSteps: trainer.progress.metaSteps)
    return outcome(.search(result), trainer)
  }

  func metaTrain(_ work: MetaTrainingCell) throws -> Outcome {
    let rate = try metaLearningRate(of: work)
    var trainer = try trainer(work.training, rate: rate, run: work.metaSeed)
    try train(&trainer)
    let file = OptimizerFile(
      trainer.best, metaSeed: work.metaSeed, suite: suite.name, suiteDigest: cell.key)
    let bytes = try file.encoded()
    let result = MetaTrainingResult(
      optimizer: work.optimizer, optimizee: work.training.optimizee.name, metaSeed: work.metaSeed,
      metaLearningRate: rate, epochs: trainer.progress.epochs.map(\.recorded),
      bestEpoch: trainer.progress.bestEpoch,
      stopped: trainer.hasDiverged ? "diverged" : trainer.stopped?.rawValue ?? "",
      skippedWindows: trainer.progress.skippedWindows, metaSteps: trainer.progress.metaSteps,
      optimizerFile: work.optimizerFile, optimizerDigest: Digest.hexadecimal(of: bytes))
    var outcome = outcome(.metaTraining(result), trainer)
    outcome.optimizer = bytes
    return outcome
  }

  private func metaLearningRate(of work: MetaTrainingCell) throws -> Double {
    switch work.metaLearningRate {
    case .fixed(let rate): return rate
    case .bestOf(let keys):
      let results = try keys.map { key in
        guard case .search(let result) = try records(key).content else {
          throw ExecutionError.otherContent(cell: cell.label)
        }
        return result
      }
      return Self.bestRate(of: results)
    }
  }

  /// That of the lowest validation loss, the first of several. The same rule as for learning rates: a
  /// diverged candidate is the worst, and where all diverged, the lowest rate is taken.
  private static func bestRate(of results: [SearchResult]) -> Double {
    let loss = { (result: SearchResult) in result.validationLoss ?? .infinity }
    guard let best = results.min(by: { loss($0) < loss($1) }),
      let lowest = results.map(\.metaLearningRate).min()
    else { preconditionFailure("a search has candidates") }
    return best.validationLoss == nil ? lowest : best.metaLearningRate
  }

  func trainer(_ training: TrainingSettings, rate: Double, run: Int) throws -> MetaTrainer {
    guard let kind = registry.rule(training.kind) else {
      throw ExecutionError.unknown(
        what: "kind of learned optimizer", name: training.kind, cell: cell.label)
    }
    let preprocessing: LearnedConfiguration.Preprocessing =
      switch training.preprocessing {
      case .raw: .raw
      case .logAndSign(let p): .logAndSign(p: Float(p))
      }
    let configuration = LearnedConfiguration(
      preprocessing: preprocessing, outputScale: Float(training.outputScale),
      signs: training.coordinateSigns.map(Self.signs),
      forgetBias: training.forgetBias.map { Float($0) } ?? LearnedConfiguration.defaultForgetBias)
    let rule = LearnedRegistry.rule(kind, for: configuration)
    let settings = MetaTrainingSettings(
      horizon: training.horizon, unrollLength: training.unrollLength,
      updateScales: Self.updateScales(of: training),
      initialScale: training.initialScale.map(Self.floats),
      validationScale: training.validationScale.map(Self.floats),
      functionsPerEpisode: training.functionsPerEpisode,
      episodesPerEpoch: training.episodesPerEpoch, epochs: training.epochs,
      patience: training.patience, validationFunctions: training.validationFunctions,
      gradientClipping: training.gradientClipping,
      metaGradientStride: training.metaGradientStride ?? 1, averaging: training.averaging ?? 0,
      metaLearningRate: rate,
      decayPerEpoch: Statistics.Elementary.exp(
        Statistics.Elementary.log(training.decay) / Double(training.epochs)))
    let family = try family(training.optimizee)
    let resumed = try checkpoint?.restored(MetaTrainer.Snapshot.self) { snapshot in
      MetaTrainer(
        rule, configuration, settings: settings, family: family, suiteSeed: suite.seed, run: run,
        threads: threads, resuming: snapshot)
    }
    return resumed
      ?? MetaTrainer(
        rule, configuration, settings: settings, family: family, suiteSeed: suite.seed, run: run,
        threads: threads)
  }

  private static func signs(_ signs: Suites.CoordinateSigns) -> LearnedConfiguration.Signs {
    switch signs {
    case .mixed: .everywhere
    case .mixedAfterFirstTensor: .afterFirstTensor
    }
  }

  /// Of every window, the first included.
  private static func updateScales(of training: TrainingSettings) -> [Float]? {
    training.laterUpdateScale.map { scale in
      let factors: [Double] =
        switch scale {
        case .all(let factor): Array(repeating: factor, count: training.laterWindows)
        case .each(let factors): factors
        }
      return [1] + factors.map { Float($0) }
    }
  }

  private static func floats(_ range: ClosedRange<Double>) -> ClosedRange<Float> {
    Float(range.lowerBound)...Float(range.upperBound)
  }

  private func train(_ trainer: inout MetaTrainer) throws {
    while trainer.stopped == nil {
      try trainer.runEpoch { trainer in try checkpoint?.saveIfDue { trainer.snapshot } }
      report(
        .epoch(
          cell: cell.key, done: trainer.progress.epochs.count - 1, of: trainer.settings.epochs,
          metaSteps: trainer.progress.metaSteps, validationLoss: trainer.bestValidationLoss))
    }
  }

  private func outcome(_ content: Record.Content, _ trainer: MetaTrainer) -> Outcome {
    let settings = trainer.settings
    let validated = trainer.progress.epochs.count * settings.validationFunctions * settings.horizon
    let trained =
      trainer.progress.metaSteps * settings.unrollLength * settings.functionsPerEpisode
    return Outcome(
      content: content, metaSteps: trainer.progress.metaSteps, innerSteps: validated + trained)
  }
}

extension MetaTrainer.Epoch {
  fileprivate var recorded: MetaTrainingResult.Epoch {
    MetaTrainingResult.Epoch(
      metaSteps: metaSteps, trainingLoss: trainingLoss, validationLoss: validationLoss,
      largestMetaGradientNorm: largestMetaGradientNorm)
  }
}
