import Settings

/// What a suite file says of the suite as a whole, beside its name.
public struct SuiteHead: SettingsGroup {
  public var description = ""
  public var seed: UInt64 = 0
  /// Of the suite in which the settings of this one were chosen, where that is another.
  public var settingsSeed: UInt64?
  public var budgetMinutes = 0.0
  /// Relative margin of the gate.
  public var margin = 0.05
  /// The gate's margin for learned optimizers, where it is not `margin`.
  public var learnedMargin: Double?

  public init() {}

  public static let fields: [Field<SuiteHead>] = [
    Field(
      "description", \.description, .text("one line of text"), page: "one line, for the report"),
    Field("seed", \.seed, suiteSeed, page: "every random stream is named by it"),
    Field(
      "settingsSeed", \.settingsSeed, suiteSeed, saying: "not told",
      page:
        "the seed of the suite in which the settings of this one were chosen, another than `seed`."
        + " The report says both"),
    Field(
      "budgetMinutes", \.budgetMinutes, .positive(),
      page: "what the suite is meant to take on two cores, for the report"),
    Field(
      "margin", \.margin, .positive(), default: 0.05,
      page: "relative margin of `l2l gate`: a row passes when its 95 % interval stays below"
        + " 1 + margin"),
    Field(
      "learnedMargin", \.learnedMargin, .positive(), saying: "`margin`",
      page: "the margin of learned optimizers. It is wider, because any change of bits draws their"
        + " meta-training anew ([ci-gating.md](ci-gating.md#margins))"),
  ]

  private static let suiteSeed = SettingType(
    limits: "a whole number from 0 to 2⁶⁴ − 1", read: { try $0.unsigned() },
    canonical: CanonicalJSON.unsigned)
}
