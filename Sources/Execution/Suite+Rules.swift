import MetaTraining
import Optimizers
import Suites

extension Suite {
  /// The rules of learned optimizers, by the names of the optimizers.
  var rules: [String: any LearnedRule] {
    let metaTrained = learned.map { ($0.name, $0.training.learnedRule) }
    return Dictionary(
      metaTrained + frozen.map { ($0.name, $0.learnedRule) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension Suite {
  /// The hand-designed rule that tables call `name`.
  func ruleName(of name: String) -> String {
    handDesigned?.randomSearch?.rules.first { $0.rowName == name }?.name ?? name
  }
}

extension FrozenOptimizer {
  /// The rule, which the suite knows by its description alone.
  fileprivate var learnedRule: any LearnedRule {
    guard let rule = content.rule as? any LearnedRule else {
      preconditionFailure("\(content.rule) is no rule")
    }
    return rule
  }
}

extension FrozenOptimizer.Content {
  init(_ file: OptimizerFile) {
    self.init(rule: file.optimizer.rule, origin: Self.origin(file.metadata))
  }

  /// The meta-training run that a file states, as far as it states one in the words of `l2l`.
  private static func origin(_ metadata: [String: String]) -> String? {
    guard let suite = metadata["suite"], let metaSeed = metadata["meta_seed"].flatMap({ Int($0) }),
      !suite.isEmpty, suite.utf8.allSatisfy(isOfName)
    else { return nil }
    return "meta-trained in the suite `\(suite)`, meta-seed \(metaSeed)"
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "-")
  }
}
