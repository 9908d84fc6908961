import Settings

/// The estimators, one line each.
public enum EstimatorRegistry {
  public static let kinds: [any MetaGradientEstimator.Type] = [
    TruncatedBackpropagation.self,
    EvolutionStrategies.self,
    TruncatedEvolutionStrategies.self,
    PersistentEvolutionStrategies.self,
    NoiseReuseEvolutionStrategies.self,
  ]

  /// Reads an estimator: `kind`, and the settings of that kind.
  public static func estimator(
    reading source: any SettingSource, among kinds: [any MetaGradientEstimator.Type] = kinds
  ) throws -> any MetaGradientEstimator {
    let values = try source.values(keys: ["kind"] + kinds.flatMap { $0.keys })
    guard let name = values["kind"] else { throw source.missing("kind") }
    let chosen = try name.choice(of: kinds.map { $0.kind }, "an estimator")
    guard let kind = kinds.first(where: { $0.kind == chosen }) else {
      preconditionFailure("\(chosen) is a kind")
    }
    return try kind.init(reading: source.values(keys: ["kind"] + kind.keys), of: source)
  }
}
