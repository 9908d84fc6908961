import Settings

/// The kinds of learned rule, one line each.
public enum LearnedRegistry {
  public static let kinds: [any LearnedRuleKind.Type] = [
    CoordinatewiseLSTM.self,
    CoordinatewiseLinear.self,
    SmallMLP.self,
    Celo2Base.self,
    RNNprop.self,
  ]
}

extension LearnedRegistry {
  /// Reads a rule: `kind` and the settings of that kind, or `groups`; and the settings of decorators, which
  /// any rule may have. Members of groups may be of the kinds or be `handDesigned`.
  public static func rule(
    reading source: any SettingSource, among kinds: [any LearnedRuleKind.Type],
    handDesigned: [HandDesigned.Rule] = HandDesigned.rules
  ) throws -> any LearnedRule {
    let every = ["kind"] + kinds.flatMap { $0.keys } + SignMixed.keys
    guard let groups = try source.values(keys: every + [Grouped.key])[Grouped.key] else {
      return try rule(of: kinds, reading: source)
    }
    let own = try source.values(keys: [Grouped.key] + SignMixed.keys)
    let grouped = try Grouped(reading: groups, ruleKeys: every + handDesigned.flatMap(\.keys)) {
      try rule(of: kinds, or: handDesigned, reading: $0, beside: Grouped.entryKeys)
    }
    return try SignMixed.decorating(grouped, reading: own, of: source)
  }

  /// Reads a rule of one kind from a mapping that has some keys `beside`.
  private static func rule(
    of kinds: [any LearnedRuleKind.Type], or handDesigned: [HandDesigned.Rule] = [],
    reading source: any SettingSource, beside others: [String] = []
  ) throws -> any LearnedRule {
    let others = others + ["kind"]
    let every =
      others + kinds.flatMap { $0.keys } + SignMixed.keys + handDesigned.flatMap(\.keys)
    guard let name = try source.values(keys: every)["kind"] else { throw source.missing("kind") }
    let chosen = try name.choice(
      of: kinds.map { $0.kind } + handDesigned.map(\.name), "a kind of learned optimizer")
    if let rule = handDesigned.first(where: { $0.name == chosen }) {
      return FixedRule(
        try rule.reading(source.values(keys: others + rule.keys), of: source))
    }
    guard let kind = kinds.first(where: { $0.kind == chosen }) else {
      preconditionFailure("\(chosen) is a kind")
    }
    let own = try source.values(keys: others + kind.keys + SignMixed.keys)
    let rule = try kind.init(reading: own, of: source)
    return try SignMixed.decorating(rule, reading: own, of: source)
  }
}
