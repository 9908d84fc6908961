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
    case .external(let external):
      try withProcess(external) { try tune(external, by: $0, on: evaluator, &result) }
    }
    let tried = result.search?.draws.count ?? result.curve.count
    result.gradientEvaluations = tried * work.functions * work.horizon
    return Outcome(content: .tuning(result), innerSteps: result.gradientEvaluations)
  }

  private func tuneRate(
    of rule: HandDesigned.Rule, on evaluator: Evaluator, _ grid: LearningRateTuning.Grid,
    _ result: inout TuningResult
  ) throws {
    try tuneRate(on: grid, &result) { evaluator.finalLoss(of: rule.make(Float($0))) }
  }

  func tuneRate(
    on grid: LearningRateTuning.Grid, _ result: inout TuningResult,
    finalLoss: @escaping (_ learningRate: Double) throws -> FinalLoss
  ) throws {
    let measured = try checkpoint?.restored([LearningRateTuning.Point].self) { $0 } ?? []
    let tuning = try LearningRateTuning(
      grid: grid, measured: measured,
      afterPoint: { curve in try checkpoint?.saveIfDue { curve } }, finalLoss: finalLoss)
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
    let draws = settingsStreams(count).map(drawing)
    try search(
      draws.map {
        Drawn(
          rule: $0.name, learningRate: $0.learningRate,
          settings: $0.stated.compactMapValues(SettingValue.init))
      }, &result
    ) { evaluator.finalLoss(of: draws[$0].optimizer) }
  }

  func settingsStreams(_ count: Int) -> [RandomStream] {
    (0..<count).map {
      RandomStream(suiteSeed: suite.head.seed, role: .settings, index: $0)
    }
  }

  /// What a search tries.
  struct Drawn {
    let rule: String
    let learningRate: Double
    let settings: [String: SettingValue]
  }

  func search(
    _ draws: [Drawn], _ result: inout TuningResult,
    finalLoss: (_ draw: Int) throws -> FinalLoss
  ) throws {
    let measured = try checkpoint?.restored([RandomSearch.Point].self) { points in
      points.count <= draws.count ? points : nil
    }
    let search = try RandomSearch(
      learningRates: draws.map(\.learningRate), measured: measured ?? [],
      afterPoint: { points in try checkpoint?.saveIfDue { points } }, finalLoss: finalLoss)
    let best = draws[search.best]
    result.learningRate = best.learningRate
    result.search = TuningResult.Search(
      rule: best.rule,
      draws: zip(draws, search.points).map { draw, point in
        TuningResult.Draw(
          settings: draw.settings, meanFinalLoss: point.meanFinalLoss, diverged: point.diverged)
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
  var grid: LearningRateTuning.Grid {
    LearningRateTuning.Grid(
      lowest: learningRates.lowest, highest: learningRates.highest,
      halvings: halvings, refinements: refinements)
  }
}
