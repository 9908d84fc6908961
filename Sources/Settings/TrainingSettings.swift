/// All of a meta-training run except its meta-seed: the five values of a learned optimizer.
public struct TrainingSettings: Equatable, Sendable {
  /// The rule with its settings. `Optimizers` knows what it does.
  public var rule: any DescribedSettings
  public var distribution: Distribution
  /// How metaGradients are obtained. `MetaTraining` knows what it does.
  public var estimator: any DescribedSettings
  public var metaOptimizer: MetaOptimizer
  public var schedule: TrainingSchedule

  public init(
    rule: any DescribedSettings, distribution: Distribution, estimator: any DescribedSettings,
    metaOptimizer: MetaOptimizer, schedule: TrainingSchedule
  ) {
    self.rule = rule
    self.distribution = distribution
    self.estimator = estimator
    self.metaOptimizer = metaOptimizer
    self.schedule = schedule
  }

  public static func == (first: TrainingSettings, second: TrainingSettings) -> Bool {
    first.canonical == second.canonical
  }
}

extension TrainingSettings: DescribedSettings {
  public var canonical: CanonicalJSON { canonical(metaOptimizer: metaOptimizer.canonical) }

  /// Without the meta learning rate, which a search or a key states in its own way.
  public var canonicalWithoutRate: CanonicalJSON {
    canonical(metaOptimizer: metaOptimizer.canonical(without: "learningRate"))
  }

  private func canonical(metaOptimizer: CanonicalJSON) -> CanonicalJSON {
    [
      "rule": rule.canonical, "distribution": distribution.canonical,
      "estimator": estimator.canonical, "metaOptimizer": metaOptimizer,
      "schedule": schedule.canonical,
    ]
  }

  public var kinds: [String] { rule.kinds + estimator.kinds }

  /// One phrase for each of the five.
  public var words: [String] {
    [rule.words, distribution.words, estimator.words, metaOptimizer.words, schedule.words]
      .map { $0.joined(separator: ", ") }
  }
}
