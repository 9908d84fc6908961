import Sampling

/// The kinds of learned optimizer, one line each.
public enum LearnedRegistry {
  public static let rules: [any LearnedOptimizer.Type] = [
    CoordinatewiseLSTM.self,
    CoordinatewiseLinear.self,
  ]

  public static var kinds: [String] { rules.map { $0.kind } }

  /// The rule called `kind`, or nil when there is none of that name.
  public static func rule(_ kind: String) -> (any LearnedOptimizer.Type)? {
    rules.first { $0.kind == kind }
  }
}
