/// Every optimizee family, one line each.
public enum OptimizeeRegistry {
  public static let families: [any OptimizeeFamily.Type] = [
    QuadraticFamily.self,
    MLPClassifierFamily.self,
  ]

  /// The family `name` stands for, or nil when none of `families` knows it.
  public static func family(
    named name: String, among families: [any OptimizeeFamily.Type] = families
  ) -> (any OptimizeeFamily)? {
    for type in families {
      if let family = type.init(name: name) { return family }
    }
    return nil
  }
}
