/// The meta-validation functions of a distribution, measured after every epoch. What they come to
/// chooses the best epoch and the best meta learning rate.
public struct Validation: SettingsGroup {
  /// Of each family.
  public var functions = 0
  /// None for that of the episodes.
  public var horizons: [Int] = []
  /// None for those of the episodes.
  public var optimizees: [String] = []
  public var transformations = Transformations()

  public init() {}

  public init(
    functions: Int, horizons: [Int] = [], optimizees: [String] = [],
    transformations: Transformations = .init()
  ) {
    self.functions = functions
    self.horizons = horizons
    self.optimizees = optimizees
    self.transformations = transformations
  }

  public static let mostHorizons = 16

  public static let fields: [Field<Validation>] = [
    Field(
      "functions", \.functions, .count(upTo: Distribution.mostFunctions),
      page: "measured after every epoch, of which the best is kept",
      words: { counted($0, "meta-validation function") }),
    Field(
      "horizons", \.horizons, .ascending(upTo: Distribution.largestHorizon, atMost: mostHorizons),
      default: [], saying: "the distribution's",
      page: "the functions are measured at each; see below",
      words: { "measured after \($0.map(String.init).joined(separator: " and ")) updates" }),
    Field(
      "optimizees", \.optimizees, .texts("an optimizee", atMost: OptimizeeShare.most),
      default: [], saying: "the distribution's",
      page: "families that the functions are of; see below",
      words: { "of \($0.map { "`\($0)`" }.joined(separator: ", "))" }),
    Field(
      "transformations", \.transformations, .section, default: .init(), saying: "none",
      page: "changes of every function, a section",
      words: \.phrase),
  ]
}

/// One of the measurements that meta-validation is made of.
public struct ValidationPart: Equatable, Sendable {
  public let optimizee: String
  public let horizon: Int

  public init(optimizee: String, horizon: Int) {
    self.optimizee = optimizee
    self.horizon = horizon
  }
}

extension Distribution {
  /// Family after family, each at every horizon.
  public var validationParts: [ValidationPart] {
    let horizons = validation.horizons.isEmpty ? [horizon] : validation.horizons
    return validationOptimizees.flatMap { name in
      horizons.map { ValidationPart(optimizee: name, horizon: $0) }
    }
  }

  private var validationOptimizees: [String] {
    validation.optimizees.isEmpty ? optimizees.map(\.name) : validation.optimizees
  }

  /// What labels and reports call the functions of the episodes.
  public var name: String { optimizees.map(\.name).joined(separator: " and ") }

  /// The names of all families, each once: those of the episodes, then those of meta-validation alone.
  public var optimizeeNames: [String] {
    let trained = optimizees.map(\.name)
    return trained + validationOptimizees.filter { !trained.contains($0) }
  }
}
