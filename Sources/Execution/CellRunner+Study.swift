import MetaTraining
import Optimizees
import Optimizers
import Results
import Sampling
import Settings
import Suites

extension CellRunner {
  /// What a study has come to.
  fileprivate struct StudyProgress: Codable {
    /// Nil before it is there, or where it is not finite.
    var reference: EstimatorSample?
    /// Functions drawn.
    var functions = 0
    var rows: [StudyResult.Row] = []
    var innerSteps = 0
  }

  func study(_ work: StudyCell) throws -> Outcome {
    let (rule, settings) = (work.training.learnedRule, work.settings)
    let metaParameters = try metaParameters(of: work)
    let study = EstimatorStudy(
      of: rule, at: metaParameters, on: try family(work.optimizee),
      horizon: work.training.distribution.horizon, functions: settings.functions,
      suiteSeed: suite.head.seed, threads: threads)
    var progress = try checkpoint?.restored(StudyProgress.self) { $0 } ?? StudyProgress()
    if progress.functions == 0 {
      progress.take(
        study.sample(settings.whole, episodes: settings.referenceEpisodes, first: 0),
        episodes: settings.referenceEpisodes * EstimatorStudy.groups)
      try checkpoint?.saveIfDue { progress }
    }
    for (estimator, windows) in settings.estimators(of: rule, horizon: study.horizon)
      .dropFirst(progress.rows.count)
    {
      progress.add(
        study.sample(estimator, episodes: settings.episodes, first: progress.functions),
        of: estimator, windows: windows, episodes: settings.episodes * EstimatorStudy.groups)
      try checkpoint?.saveIfDue { progress }
    }
    let result = StudyResult(
      optimizer: work.optimizer, point: work.point.rawValue, optimizee: work.optimizee.name,
      horizon: study.horizon, functions: settings.functions, metaParameters: metaParameters.count,
      standardDeviation: settings.standardDeviation, pairs: settings.pairs,
      referenceEpisodes: settings.referenceEpisodes * EstimatorStudy.groups,
      referenceSquare: progress.reference.flatMap {
        EstimatorComparison($0, beside: $0).referenceSquare.map(StudyResult.Value.init)
      }, rows: progress.rows)
    return Outcome(content: .study(result), innerSteps: progress.innerSteps)
  }

  private func metaParameters(of work: StudyCell) throws -> [Float] {
    guard let key = work.metaTrainingKey else {
      return work.training.learnedRule.initialMetaParameters(
        from: RandomStream(suiteSeed: suite.head.seed, role: .metaParameters, index: 0))
    }
    return try metaTrained(key).metaParameters
  }
}

extension CellRunner.StudyProgress {
  fileprivate mutating func take(_ sample: EstimatorSample?, episodes: Int) {
    reference = sample
    functions += sample?.functions ?? 1
    innerSteps += (sample?.innerSteps ?? 0) * episodes
  }

  fileprivate mutating func add(
    _ sample: EstimatorSample?, of estimator: any MetaGradientEstimator, windows: Int,
    episodes: Int
  ) {
    let comparison = sample.flatMap { sample in
      reference.map { EstimatorComparison(sample, beside: $0) }
    }
    rows.append(
      StudyResult.Row(
        estimator: type(of: estimator).kind, windows: windows, episodes: episodes,
        innerSteps: sample?.innerSteps,
        squaredBias: comparison?.squaredBias.map(StudyResult.Value.init),
        variance: comparison?.variance.map(StudyResult.Value.init),
        cosine: comparison?.cosine.map(StudyResult.Value.init)))
    functions += sample?.functions ?? 0
    innerSteps += (sample?.innerSteps ?? 0) * episodes
  }
}

extension StudyResult.Value {
  fileprivate init(_ value: EstimatorComparison.Value) {
    self.init(value: value.value, error: value.error)
  }
}

extension StudySettings {
  /// What is compared with.
  fileprivate var whole: EvolutionStrategies {
    EvolutionStrategies(standardDeviation: standardDeviation, pairs: pairs)
  }

  /// Every estimator with every number of windows, in the order of the rows. One that goes backwards is
  /// left out where the rule knows no way back.
  fileprivate func estimators(
    of rule: any LearnedRule, horizon: Int
  ) -> [(estimator: any MetaGradientEstimator, windows: Int)] {
    [(whole, 1)]
      + windows.flatMap { windows -> [(any MetaGradientEstimator, Int)] in
        let length = horizon / windows
        let all: [any MetaGradientEstimator] = [
          TruncatedBackpropagation(unrollLength: length),
          TruncatedEvolutionStrategies(
            standardDeviation: standardDeviation, pairs: pairs, unrollLength: length),
          PersistentEvolutionStrategies(
            standardDeviation: standardDeviation, pairs: pairs, unrollLength: length),
          NoiseReuseEvolutionStrategies(
            standardDeviation: standardDeviation, pairs: pairs, unrollLength: length),
        ]
        return all.dropFirst(rule.knowsWayBack ? 0 : 1).map { ($0, windows) }
      }
  }
}
