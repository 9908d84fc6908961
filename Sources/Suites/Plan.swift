import Results
import Settings

/// The cells of a suite in a fixed order, each after those it depends on: searches and
/// meta-training runs by learned optimizer, then tunings, then evaluations, both by optimizee and horizon,
/// then studies of estimators.
public struct Plan: Sendable {
  public let suite: Suite
  public let cells: [Cell]

  public init(_ suite: Suite) {
    self.suite = suite
    var cells: [Cell] = []
    var sources: [(optimizer: String, source: EvaluationCell.Source)] = []
    for learned in suite.learned {
      let searches = Self.searches(of: learned).map { Cell(.search($0), in: suite) }
      let rate: MetaTrainingCell.Rate =
        switch learned.training.metaOptimizer.learningRate {
        case .fixed(let rate): .fixed(rate)
        case .search: .bestOf(searchKeys: searches.map(\.key))
        }
      cells += searches
      for metaSeed in 0..<learned.metaSeeds {
        let work = MetaTrainingCell(
          optimizer: learned.name, training: learned.training, optimizees: learned.optimizees,
          metaLearningRate: rate, metaSeed: metaSeed)
        let cell = Cell(.metaTraining(work), in: suite)
        cells.append(cell)
        sources.append(
          (learned.name, .learned(metaSeed: metaSeed, metaTrainingKey: cell.key)))
      }
    }
    sources += suite.frozen.map { ($0.name, .frozen($0)) }
    var tunings: [Cell] = []
    var evaluations: [Cell] = []
    for evaluation in suite.evaluations {
      var contenders = sources.map { optimizer, source in
        guard let work = suite.tuning(of: optimizer, source, for: evaluation) else {
          return (optimizer: optimizer, source: source)
        }
        let cell = Cell(.tuning(work), in: suite)
        tunings.append(cell)
        return (optimizer: optimizer, source: source.tuned(by: cell.key))
      }
      for work in suite.tunings(for: evaluation) {
        let cell = Cell(.tuning(work), in: suite)
        tunings.append(cell)
        contenders.append((work.optimizer, .handDesigned(tuningKey: cell.key)))
      }
      for external in suite.external {
        let work = TuningCell(
          optimizer: external.name, optimizee: evaluation.optimizee,
          horizon: evaluation.horizon, method: .external(external))
        let cell = Cell(.tuning(work), in: suite)
        tunings.append(cell)
        contenders.append((external.name, .external(external, tuningKey: cell.key)))
      }
      if evaluation.optimizee.facts.isDeterministic {
        contenders += suite.minimisers.map { ($0, .minimiser) }
      }
      for (optimizer, source) in contenders {
        let work = EvaluationCell(
          optimizer: optimizer, source: source, optimizee: evaluation.optimizee,
          horizon: evaluation.horizon, functions: evaluation.functions)
        evaluations.append(Cell(.evaluation(work), in: suite))
      }
    }
    let metaTrainings = cells
    let studies = suite.studies.compactMap { suite.cell(of: $0, after: metaTrainings) }
    self.cells = cells + tunings + evaluations + studies.map { Cell(.study($0), in: suite) }
  }

  private static func searches(of learned: Suite.Learned) -> [SearchCell] {
    guard case .search(let search) = learned.training.metaOptimizer.learningRate else { return [] }
    let training = learned.training.searching(for: search.epochs)
    return (0..<search.candidates).map { candidate in
      SearchCell(
        optimizer: learned.name, training: training, optimizees: learned.optimizees,
        search: search, candidate: candidate)
    }
  }
}

extension EvaluationCell.Source {
  fileprivate func tuned(by key: String) -> EvaluationCell.Source {
    guard case .learned(let metaSeed, let metaTrainingKey, _) = self else { return self }
    return .learned(metaSeed: metaSeed, metaTrainingKey: metaTrainingKey, tuningKey: key)
  }
}

extension Suite {
  fileprivate func cell(of study: Study, after metaTrainings: [Cell]) -> StudyCell? {
    guard let learned = learned.first(where: { $0.name == study.optimizer }) else { return nil }
    let first = metaTrainings.first { cell in
      if case .metaTraining(let work) = cell.work {
        work.optimizer == study.optimizer
      } else {
        false
      }
    }
    return StudyCell(
      optimizer: study.optimizer, training: learned.training, optimizee: learned.optimizees[0],
      settings: study.settings, metaTrainingKey: study.point == .untrained ? nil : first?.key)
  }

  /// That of a meta-trained optimizer whose entry has one.
  fileprivate func tuning(
    of optimizer: String, _ source: EvaluationCell.Source, for evaluation: Evaluation
  ) -> TuningCell? {
    guard case .learned(let metaSeed, let metaTrainingKey, _) = source,
      let tuning = learned.first(where: { $0.name == optimizer })?.tuning
    else { return nil }
    return TuningCell(
      optimizer: optimizer, optimizee: evaluation.optimizee, horizon: evaluation.horizon,
      method: .learned(tuning, metaSeed: metaSeed, metaTrainingKey: metaTrainingKey))
  }

  fileprivate func tunings(for evaluation: Evaluation) -> [TuningCell] {
    guard let handDesigned else { return [] }
    let rated = handDesigned.optimizers.map { ($0, TuningCell.Method.grid(handDesigned.tuning)) }
    let drawn = (handDesigned.randomSearch?.rules ?? []).compactMap { rule in
      handDesigned.randomSearch.map {
        (rule.rowName, TuningCell.Method.randomSearch(rule, $0.settings))
      }
    }
    return (rated + drawn).map { optimizer, method in
      TuningCell(
        optimizer: optimizer, optimizee: evaluation.optimizee, horizon: evaluation.horizon,
        method: method)
    }
  }

  /// An upper bound of the cells in the plan; no factor is large enough to overflow.
  var cellLimit: Int {
    let drawn = handDesigned?.randomSearch?.rules.count ?? 0
    let tuned = (handDesigned?.optimizers.count ?? 0) + drawn + external.count
    let others = 2 * tuned + minimisers.count
    return learned.reduce((frozen.count + others) * evaluations.count) { cells, optimizer in
      var candidates = 0
      if case .search(let search) = optimizer.training.metaOptimizer.learningRate {
        candidates = search.candidates
      }
      let evaluated = optimizer.tuning == nil ? 1 : 2
      return cells + candidates + optimizer.metaSeeds * (1 + evaluated * evaluations.count)
    } + studies.count
  }
}

extension Plan {
  /// SHA-256 of what the suite file says, whatever its layout and comments.
  public var suiteDigest: String { suite.canonical.digest }

  /// What a results folder needs to know of the plan.
  public var manifest: Manifest {
    var data: [String] = []
    for optimizee in cells.flatMap(\.work.optimizees) {
      if let note = optimizee.facts.dataNote, !data.contains(note) { data.append(note) }
    }
    return Manifest(
      suite: suite.name, description: suite.head.description, seed: suite.head.seed,
      settingsSeed: suite.head.settingsSeed, budgetMinutes: suite.head.budgetMinutes,
      suiteDigest: suiteDigest, margin: suite.head.margin,
      learnedMargin: suite.head.learnedMargin, data: data,
      metaTraining: suite.learned.isEmpty ? nil : suite.learned.map(\.sentence),
      frozen: suite.frozen.isEmpty ? nil : suite.frozen.map(\.sentence),
      external: suite.external.isEmpty ? nil : suite.external.map(\.sentence),
      cells: cells.map(\.inManifest),
      published: suite.published,
      publishedFinalLosses: suite.publishedFinalLosses.isEmpty ? nil : suite.publishedFinalLosses)
  }
}
