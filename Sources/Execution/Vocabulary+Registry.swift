import Datasets
import Evaluation
import MetaTraining
import Optimizees
import Optimizers
import Settings
import Suites

extension Vocabulary {
  /// Everything `registry` knows by name. The facts about an optimizee need its data from `library`.
  public static func registered(
    _ library: DataLibrary, registry: Registry = .builtIn
  ) -> Vocabulary {
    Vocabulary(
      optimizees: registry.families.map { $0.namePattern },
      learned: Learned(registry),
      handDesigned: registry.handDesigned.map(\.name),
      searchSpaces: Dictionary(
        registry.handDesigned.map { ($0.name, $0.searchSpace) },
        uniquingKeysWith: { first, _ in first }),
      minimisers: Minimiser.allCases.map(\.rawValue),
      fingerprints: registry.fingerprints, arithmetic: .ofThisProgram,
      hint: { registry.hint(for: $0) }
    ) { name in
      guard let family = try registry.family(named: name, library: library) else { return nil }
      return OptimizeeFacts(
        isDeterministic: family.isDeterministic, fingerprint: registry.fingerprint(of: family),
        arithmetic: NumericModule.versions(NumericModule.modules(of: family)),
        dataNote: registry.note(on: family), parameterCount: family.parameterCount,
        unlikePublished: family.data?.unlikePublished)
    }
  }
}

extension Vocabulary.Learned {
  public init(_ registry: Registry) {
    self.init(
      rule: { try registry.rule(reading: $0) },
      estimator: {
        try EstimatorRegistry.estimator(reading: $0, among: registry.estimators)
      },
      check: { settings throws(SettingConflict) in try Self.check(settings) },
      batches: { settings in
        settings.metaGradientEstimator.batches(ofHorizon: settings.longestHorizon)
      },
      fits: { rule, optimizee throws(SettingConflict) in
        guard let rule = rule as? any LearnedRule, let family = registry.family(of: optimizee)
        else { return }
        try rule.check(family.tensors)
      },
      searchSpace: { ($0 as? any LearnedRule)?.searchSpace },
      file: { bytes, path in
        FrozenOptimizer.Content(
          try OptimizerFile(decoding: bytes, file: path, registry: registry))
      },
      ruleKeys: registry.learned.flatMap { $0.keys } + SignMixed.keys,
      estimatorKeys: registry.estimators.flatMap { $0.keys })
  }

  private static func check(_ settings: TrainingSettings) throws(SettingConflict) {
    let (rule, estimator) = (settings.learnedRule, settings.metaGradientEstimator)
    try settings.checkImitation()
    do throws(SettingConflict) {
      for stage in 0..<settings.stages {
        try estimator.check(with: settings.distribution(ofStage: stage))
      }
    } catch {
      throw SettingConflict(
        "estimator.\(error.name)", found: error.found, expected: error.expected)
    }
    if let count = settings.distribution.transformations.convexTerm {
      do throws(SettingConflict) {
        try rule.check([.convexTerm(dimension: count)])
      } catch {
        throw SettingConflict("rule.\(error.name)", found: error.found, expected: error.expected)
      }
    }
    guard !type(of: estimator).needsWindow || rule.knowsWayBack
    else {
      throw SettingConflict(
        "estimator.kind", found: type(of: estimator).kind,
        expected: "an estimator that needs no way back through the rule, which knows none")
    }
  }
}
