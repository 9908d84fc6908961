import Evaluation
import Optimizers
import Results
import Sampling
import Suites

extension CellRunner {
  func tune(_ work: TuningCell) throws -> Outcome {
    let evaluator = Evaluator(
      family: try family(work.optimizee), split: .metaValidation, functions: work.functions,
      horizon: work.horizon, suiteSeed: suite.head.seed, threads: threads)
    var result = TuningResult(
      optimizer: work.optimizer, optimizee: work.optimizee.name, horizon: work.horizon,
      functions: work.functions, curve: [], learningRate: 0, widenings: 0, gradientEvaluations: 0)
    switch work.method {
    case .grid(let settings):
      try tuneRate(of: handDesigned(work.rule), on: evaluator, settings.grid, &result)
    case .randomSearch(_, let settings):
      let rule = try handDesigned(work.rule)
      try draw(settings.draws, on: evaluator, &result) { rule.drawing(from: $0) }
    case .learned(let tuning, let metaSeed, let key):
      let learned = try metaTrained(key)
      try draw(tuning.settings.draws, on: evaluator, &result) { learned.drawing(from: $0) }
      result.search?.metaSeed = metaSeed
    }
    let tried = result.search?.draws.count ?? result.curve.count
    result.gradientEvaluations = tried * work.functions * work.horizon
    return Outcome(content: .tuning(result), innerSteps: result.gradientEvaluations)
  }

  private func tuneRate(
    of rule: HandDesigned.Rule, on evaluator: Evaluator, _ grid: LearningRateTuning.Grid,
    _ result: inout TuningResult
  ) throws {
    let measured = try checkpoint?.restored([LearningRateTuning.Point].self) { $0 } ?? []
    let tuning = try LearningRateTuning(
      evaluator, grid: grid, measured: measured,
      afterPoint: { curve in try checkpoint?.saveIfDue { curve } }, make: rule.make)
    result.curve = tuning.curve.map {
      TuningResult.Point(
        learningRate: $0.learningRate, meanFinalLoss: $0.meanFinalLoss, diverged: $0.diverged)
    }
    result.learningRate = tuning.best.learningRate
    result.widenings = tuning.widenings
  }

  /// Draw i of every rule, meta-seed, optimizee and horizon has the same stream: i alone names it.
  private func draw(
    _ count: Int, on evaluator: Evaluator, _ result: inout TuningResult,
    from drawing: (RandomStream) -> SettledRule
  ) throws {
    let draws = (0..<count).map { index in
      drawing(RandomStream(suiteSeed: suite.head.seed, role: .settings, index: index))
    }
    let measured = try checkpoint?.restored([RandomSearch.Point].self) { points in
      points.count <= count ? points : nil
    }
    let search = try RandomSearch(
      evaluator, draws, measured: measured ?? [],
      afterPoint: { points in try checkpoint?.saveIfDue { points } })
    result.learningRate = draws[search.best].learningRate
    result.search = TuningResult.Search(
      rule: draws[search.best].name,
      draws: zip(draws, search.points).map { draw, point in
        TuningResult.Draw(
          settings: draw.stated.compactMapValues(SettingValue.init),
          meanFinalLoss: point.meanFinalLoss, diverged: point.diverged)
      }, chosen: search.best)
  }

  /// The optimizer that a tuning chose.
  func optimizer(_ tuned: TuningResult) throws -> any Optimizer {
    guard let search = tuned.search else {
      return try handDesigned(tuned.optimizer).make(Float(tuned.learningRate))
    }
    let source = source(search)
    let rule = try handDesigned(search.rule)
    return try rule.reading(source.values(keys: rule.keys), of: source).optimizer
  }

  /// A learned optimizer with the settings that a tuning chose.
  func optimizer(_ tuned: TuningResult, of learned: LearnedOptimizer) throws -> any Optimizer {
    guard let search = tuned.search else {
      throw ExecutionError.otherContent(cell: cell.label)
    }
    return try learned.readingTuned(source(search)).optimizer
  }

  private func source(_ search: TuningResult.Search) -> JSONSource {
    JSONSource(
      search.draws[search.chosen].settings, file: "the record of \(cell.label)",
      place: "search.draws[\(search.chosen)].settings")
  }
}

extension TuningSettings {
  fileprivate var grid: LearningRateTuning.Grid {
    LearningRateTuning.Grid(
      lowest: learningRates.lowest, highest: learningRates.highest,
      halvings: halvings, refinements: refinements)
  }
}
