/// The kinds of learned optimizer, one line each.
public enum LearnedRegistry {
  public static let rules: [any LearnedOptimizer.Type] = [
    CoordinatewiseLSTM.self,
    CoordinatewiseLinear.self,
  ]

  /// `rule` as `configuration` wants it: with signs mixed, where it has any.
  public static func rule(
    _ rule: any LearnedOptimizer.Type, for configuration: LearnedConfiguration
  ) -> any LearnedOptimizer.Type {
    func mixed<Rule: LearnedOptimizer>(_ rule: Rule.Type) -> any LearnedOptimizer.Type {
      SignMixed<Rule>.self
    }
    return configuration.signs == nil ? rule : mixed(rule)
  }
}
