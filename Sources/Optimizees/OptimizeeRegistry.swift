import Datasets

/// Every optimizee family, one line each.
public enum OptimizeeRegistry {
  public static let families: [any OptimizeeFamily.Type] = [
    QuadraticFamily.self,
    MLPClassifierFamily.self,
  ]

  /// The family `name` stands for, its data not loaded yet, or nil when none of `families` knows it.
  public static func family(
    named name: String, among families: [any OptimizeeFamily.Type] = families
  ) -> (any OptimizeeFamily)? {
    for type in families {
      if let family = type.init(name: name) { return family }
    }
    return nil
  }

  /// The family `name` stands for with its data from `library`, ready to be drawn from, or nil when
  /// nobody knows it; throws when the data is missing or damaged.
  public static func family(
    named name: String, among families: [any OptimizeeFamily.Type] = families, library: DataLibrary
  ) throws -> (any OptimizeeFamily)? {
    guard var family = family(named: name, among: families) else { return nil }
    try family.load(from: library)
    return family
  }
}
