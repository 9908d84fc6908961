import Settings

/// The kinds of learned rule, one line each.
public enum LearnedRegistry {
  public static let kinds: [any LearnedRuleKind.Type] = [
    CoordinatewiseLSTM.self,
    CoordinatewiseLinear.self,
  ]
}

extension LearnedRegistry {
  /// Reads a rule: `kind`, the settings of that kind, and those of decorators, which any kind may have.
  public static func rule(
    reading source: any SettingSource, among kinds: [any LearnedRuleKind.Type]
  ) throws -> any LearnedRule {
    let every = kinds.flatMap { $0.keys }
    let values = try source.values(keys: ["kind"] + every + SignMixed.keys)
    guard let name = values["kind"] else { throw source.missing("kind") }
    let chosen = try name.choice(of: kinds.map { $0.kind }, "a kind of learned optimizer")
    guard let kind = kinds.first(where: { $0.kind == chosen }) else {
      preconditionFailure("\(chosen) is a kind")
    }
    let own = try source.values(keys: ["kind"] + kind.keys + SignMixed.keys)
    let rule = try kind.init(reading: own, of: source)
    return try SignMixed.decorating(rule, reading: own, of: source)
  }
}
