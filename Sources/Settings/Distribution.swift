/// The functions that an optimizer is meta-trained on, and those that choose among its epochs.
public struct Distribution: SettingsGroup {
  /// The families; every episode has functions of one.
  public var optimizees: [OptimizeeShare] = []
  /// Inner steps of an episode.
  public var horizon = 0
  /// Functions minimised side by side in one episode; the meta-loss is their mean.
  public var functions = 0
  public var transformations = Transformations()
  public var validation = Validation()

  public init() {}

  public init(
    optimizee: String, horizon: Int, functions: Int, transformations: Transformations = .init(),
    validation: Validation
  ) {
    optimizees = [OptimizeeShare(optimizee)]
    self.horizon = horizon
    self.functions = functions
    self.transformations = transformations
    self.validation = validation
  }

  public static let largestHorizon = 100_000
  /// Of an episode, and of any set that is measured.
  public static let mostFunctions = 1_000_000

  public static let fields: [Field<Distribution>] = [
    Field(
      "optimizee", \.optimizees, .shares,
      page: "the family of the functions, such as `quadratic-uniform-10`, or a list of families, of"
        + " which every episode draws one",
      words: { "functions of \(OptimizeeShare.words($0))" }),
    Field(
      "horizon", \.horizon, .count(upTo: largestHorizon), page: "inner steps of an episode",
      words: { counted($0, "update") }),
    Field(
      "functions", \.functions, .count(upTo: mostFunctions),
      page: "functions side by side in an episode", words: { "\($0) an episode" }),
    Field(
      "transformations", \.transformations, .section, default: .init(), saying: "none",
      page: "changes of every function, a section", words: \.phrase),
    Field(
      "validation", \.validation, .section,
      page: "the meta-validation functions, a section", words: \.phrase),
  ]
}
