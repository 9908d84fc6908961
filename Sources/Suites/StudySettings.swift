import Settings

/// What a study of estimators does at fixed metaParameters. An entry of `studies` has these settings
/// beside the optimizers.
public struct StudySettings: SettingsGroup {
  /// Parts of the horizon: each gives a length of the windows.
  public var windows: [Int] = []
  /// Side by side in an episode.
  public var functions = 0
  public var standardDeviation = 0.0
  public var pairs = 0
  /// In each of twenty groups: of every estimator, and of the reference.
  public var episodes = 0
  public var referenceEpisodes = 0

  public init() {}

  static let mostWindows = 20
  /// Functions of a study; each takes the streams of as many as an ensemble may have parts.
  static let mostFunctions = 10_000_000
  /// `EstimatorStudy.groups`, which this module does not know.
  public static let groups = 20

  public static let fields: [Field<StudySettings>] = [
    Field(
      "windows", \.windows,
      SettingType(
        limits: "1 to \(mostWindows) numbers, each once",
        read: { source in
          let numbers = try source.entries("numbers of windows").map {
            try $0.integer(1...Distribution.largestHorizon)
          }
          guard (1...mostWindows).contains(numbers.count), Set(numbers).count == numbers.count
          else {
            throw source.invalid(found: nil, expected: "1 to \(mostWindows) numbers, each once")
          }
          return numbers
        }, canonical: { .list($0.map(CanonicalJSON.integer)) }),
      page: "into how many windows an episode is cut, a list of divisors of the horizon"),
    Field(
      "functions", \.functions, .count(upTo: 1_000), page: "functions side by side in an episode"),
    Field(
      "standardDeviation", \.standardDeviation, .positive(),
      page: "σ of the perturbations, of all estimators and of the reference"),
    Field("pairs", \.pairs, .count(upTo: 64), page: "antithetic pairs of an estimate"),
    Field(
      "episodes", \.episodes, .count(upTo: 100_000),
      page: "episodes of every estimator in each of \(groups) groups, which give the errors"),
    Field(
      "referenceEpisodes", \.referenceEpisodes, .count(upTo: 1_000_000),
      page: "episodes of evolution strategies in each of \(groups) groups, which are the reference"),
  ]

  public mutating func settle() throws(SettingConflict) {
    let perEpisode = functions * pairs * Self.groups
    let drawn = perEpisode * (referenceEpisodes + episodes * (1 + 4 * windows.count))
    guard drawn <= Self.mostFunctions else {
      throw SettingConflict(
        "episodes", found: "\(drawn) functions in all", expected: "at most \(Self.mostFunctions)")
    }
  }
}

/// Whose metaParameters a study is at.
public enum StudyPoint: String, CaseIterable, Sendable {
  /// Those of an untrained optimizer.
  case untrained
  /// Those of its first meta-seed.
  case metaTrained = "meta-trained"
}
