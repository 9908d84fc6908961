/// The kinds of learned optimizer, one line each.
public enum LearnedRegistry {
  public static let rules: [any LearnedOptimizer.Type] = [
    CoordinatewiseLSTM.self,
    CoordinatewiseLinear.self,
  ]
}
