import Sampling
import Settings

/// A rule whose updates have a length of their user's choice, whatever its metaParameters. Its settings that
/// have a range are tuned after meta-training, as a hand-designed optimizer's are.
///
/// Meta-training has them as the section `rule` of its suite states them. With `tuning`, an entry of
/// `learned` draws them anew for each meta-seed, optimizee and horizon.
public protocol LearningRateRule: LearnedRuleKind, ScheduledSettings {}

extension LearnedRule {
  /// What a random search draws, and from what; nil where the rule leaves nothing to its users.
  public var searchSpace: CanonicalJSON? {
    (self as? any LearningRateRule).map { type(of: $0).searchSpace }
  }
}

extension LearnedOptimizer {
  /// The same weights under settings drawn from a stream; only for a `LearningRateRule`.
  public func drawing(from stream: RandomStream) -> SettledRule {
    func drawn(_ rule: some LearningRateRule) -> SettledRule {
      settled(rule.drawing { stream.uniform() })
    }
    return drawn(tunedRule)
  }

  /// The same weights under the tuned settings of a mapping `source`; likewise.
  public func readingTuned(_ source: any SettingSource) throws -> SettledRule {
    func read(_ rule: some LearningRateRule) throws -> SettledRule {
      settled(try rule.readingTuned(source.values(keys: type(of: rule).keys)))
    }
    return try read(tunedRule)
  }

  private var tunedRule: any LearningRateRule {
    guard let rule = rule as? any LearningRateRule else {
      preconditionFailure("\(type(of: rule)) leaves nothing to its users")
    }
    return rule
  }

  private func settled(_ rule: some LearningRateRule) -> SettledRule {
    SettledRule(
      type(of: rule).kind, rule.optimizer(metaParameters), learningRate: rule.learningRate,
      settings: rule)
  }
}
