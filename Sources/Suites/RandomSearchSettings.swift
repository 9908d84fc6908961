import Settings

/// The budget of a random search for the settings of hand-designed optimizers.
public struct RandomSearchSettings: SettingsGroup {
  /// Settings that are tried for each optimizer, optimizee and horizon.
  public var draws = 0
  /// Meta-validation functions.
  public var functions = 0

  public init() {}

  public static let mostDraws = 10_000

  public static let fields: [Field<RandomSearchSettings>] = [
    Field(
      "draws", \.draws, .count(upTo: mostDraws),
      page: "settings that are tried for each optimizer, optimizee and horizon"),
    Field(
      "tuningFunctions", \.functions, .count(upTo: Distribution.mostFunctions),
      page: "meta-validation functions that each is tried on"),
  ]
}
