import Settings
import Statistics

/// The grid on which learning rates of hand-designed optimizers are tuned.
public struct TuningSettings: SettingsGroup {
  /// Meta-validation functions.
  public var functions = 0
  public var learningRates = Bounds()
  public var pointsPerDecade = 1
  public var refinements = 0

  public init() {}

  /// A decade is divided by square roots.
  private static let divisions = [1, 2, 4, 8]

  public static let fields: [Field<TuningSettings>] = [
    Field(
      "tuningFunctions", \.functions, .count(upTo: Distribution.mostFunctions),
      page: "meta-validation functions"),
    Field(
      "lowestLearningRate", \.learningRates.lowest, .positive(), page: "of the coarse grid"),
    Field(
      "highestLearningRate", \.learningRates.highest, .positive(),
      page: "at least the lowest, at most 10¹² times it"),
    Field(
      "pointsPerDecade", \.pointsPerDecade,
      SettingType(
        limits: "1, 2, 4 or 8", read: { try $0.integer(in: divisions) },
        canonical: CanonicalJSON.integer),
      page: "of the coarse grid"),
    Field(
      "refinements", \.refinements, .count(from: 0, upTo: 16),
      page: "how often the grid around the best point is made twice as fine"),
  ]

  public mutating func settle() throws(SettingConflict) {
    do throws(SettingConflict) {
      try learningRates.settle()
    } catch {
      throw SettingConflict(
        "highestLearningRate", found: error.found, expected: error.expected)
    }
  }
}

extension TuningSettings {
  /// Learning rates that a tuning tries, roughly: the grid and its refinements, without widenings.
  public var points: Double {
    let decades = Elementary.log(learningRates.highest / learningRates.lowest) / 2.302585
    return decades * Double(pointsPerDecade) + 1 + 2 * Double(refinements)
  }

  /// How often a decade is halved, on a logarithmic scale.
  public var halvings: Int { pointsPerDecade.trailingZeroBitCount }
}
