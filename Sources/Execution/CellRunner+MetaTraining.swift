import MetaTraining
import Optimizees
import Optimizers
import Results
import Sampling
import Settings
import Suites

extension CellRunner {
  /// Runs of searches are numbered after those of all meta-seeds, so that no stream is shared.
  private static let firstSearchRun = SuiteLimits.metaSeeds

  func search(_ work: SearchCell) throws -> Outcome {
    let stream = RandomStream(
      suiteSeed: suite.head.seed, role: .metaLearningRateSearch, index: work.candidate)
    let rate = work.search.bounds.logUniform(at: stream.uniform())
    var trainer = try trainer(
      work.training, work.optimizees, rate: rate, run: Self.firstSearchRun + work.candidate)
    try train(&trainer)
    let result = SearchResult(
      optimizer: work.optimizer, optimizee: work.training.distribution.name,
      candidate: work.candidate, metaLearningRate: rate,
      validationLoss: trainer.bestValidationLoss, metaSteps: trainer.progress.meta.metaSteps)
    return outcome(.search(result), trainer)
  }

  func metaTrain(_ work: MetaTrainingCell) throws -> Outcome {
    let rate = try metaLearningRate(of: work)
    var trainer = try trainer(work.training, work.optimizees, rate: rate, run: work.metaSeed)
    try train(&trainer)
    let file = OptimizerFile(
      trainer.best, metaSeed: work.metaSeed, suite: suite.name, suiteDigest: cell.key)
    let bytes = try file.encoded()
    let distribution = work.training.distribution
    let (names, parts) = (distribution.optimizees.map(\.name), distribution.validationParts)
    let result = MetaTrainingResult(
      optimizer: work.optimizer, optimizee: distribution.name,
      optimizees: names.count > 1 ? names : nil,
      validation: parts.count > 1 ? parts.map(work.training.recorded) : nil,
      metaSeed: work.metaSeed,
      metaLearningRate: rate, epochs: trainer.progress.epochs.map(\.recorded),
      bestEpoch: trainer.progress.bestEpoch,
      stopped: trainer.hasDiverged ? "diverged" : trainer.stopped?.rawValue ?? "",
      skippedWindows: trainer.progress.skippedWindows, metaSteps: trainer.progress.meta.metaSteps,
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

  func trainer(
    _ training: TrainingSettings, _ optimizees: [Suite.Optimizee], rate: Double, run: Int
  ) throws -> MetaTrainer {
    let families = Dictionary(
      uniqueKeysWithValues: try optimizees.map { ($0.name, try family($0)) })
    let resumed = try checkpoint?.restored(MetaTrainer.Snapshot.self) { snapshot in
      MetaTrainer(
        training, metaLearningRate: rate, families: families, suiteSeed: suite.head.seed, run: run,
        threads: threads, resuming: snapshot)
    }
    return resumed
      ?? MetaTrainer(
        training, metaLearningRate: rate, families: families, suiteSeed: suite.head.seed, run: run,
        threads: threads)
  }

  private func train(_ trainer: inout MetaTrainer) throws {
    while trainer.stopped == nil {
      try trainer.runEpoch { trainer in try checkpoint?.saveIfDue { trainer.snapshot } }
      report(
        .epoch(
          cell: cell.key, done: trainer.progress.epochs.count - 1,
          of: trainer.settings.schedule.epochs,
          metaSteps: trainer.progress.meta.metaSteps, validationLoss: trainer.bestValidationLoss))
    }
  }

  private func outcome(_ content: Record.Content, _ trainer: MetaTrainer) -> Outcome {
    let (distribution, progress) = (trainer.settings.distribution, trainer.progress)
    let planned = distribution.validationParts.reduce(0) { $0 + $1.horizon }
    let validated = progress.epochs.reduce(0) { steps, epoch in
      steps + distribution.validation.functions
        * (epoch.validationHorizon.map { $0 * distribution.validationParts.count } ?? planned)
    }
    return Outcome(
      content: content, metaSteps: progress.meta.metaSteps,
      innerSteps: validated + progress.innerSteps)
  }
}

extension TrainingSettings {
  /// The epochs of a curriculum state their horizons.
  fileprivate func recorded(_ part: ValidationPart) -> MetaTrainingResult.Measurement {
    MetaTrainingResult.Measurement(
      optimizee: part.optimizee, horizon: schedule.curriculum == nil ? part.horizon : nil)
  }
}

extension MetaTrainer.Epoch {
  fileprivate var recorded: MetaTrainingResult.Epoch {
    MetaTrainingResult.Epoch(
      metaSteps: metaSteps, trainingLoss: trainingLoss, validationLoss: validationLoss,
      validationLosses: validationLosses, horizon: horizon, validationHorizon: validationHorizon,
      largestMetaGradientNorm: largestMetaGradientNorm)
  }
}
