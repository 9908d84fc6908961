/// Every optimizee family, one line each.
public enum OptimizeeRegistry {
  public static let families: [any OptimizeeFamily.Type] = [
    QuadraticFamily.self
  ]

  /// The family `name` stands for, or nil when no family knows it.
  public static func family(named name: String) -> (any OptimizeeFamily)? {
    for type in families {
      if let family = type.init(name: name) { return family }
    }
    return nil
  }
}
