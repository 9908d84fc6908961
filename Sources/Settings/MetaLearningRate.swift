/// The meta learning rate: given, or the best of some that are tried.
public enum MetaLearningRate: Equatable, Sendable {
  case fixed(Double)
  case search(MetaLearningRateSearch)

  static let type = SettingType<MetaLearningRate>(
    limits: "",
    read: { source in
      if source.isMapping { return .search(try MetaLearningRateSearch(reading: source)) }
      return .fixed(
        try source.number("a number above 0, or a search") {
          0 < Float($0) && Float($0) < .infinity
        })
    },
    canonical: { rate in
      switch rate {
      case .fixed(let rate): .number(rate)
      case .search(let search): search.canonical
      }
    })

  var words: String {
    switch self {
    case .fixed(let rate): "meta learning rate \(shortest(rate))"
    case .search(let search):
      "meta learning rate the best of \(search.candidates), \(search.bounds.inWords), after"
        + " \(counted(search.epochs, "epoch"))"
    }
  }
}

/// The best of some draws, each meta-trained for a few epochs.
public struct MetaLearningRateSearch: SettingsGroup {
  public var bounds = Bounds()
  public var candidates = 0
  public var epochs = 0

  public init() {}

  public init(_ bounds: Bounds, candidates: Int, epochs: Int) {
    self.bounds = bounds
    self.candidates = candidates
    self.epochs = epochs
  }

  public static let mostCandidates = 64

  public static let fields: [Field<MetaLearningRateSearch>] =
    Bounds.fields.map { $0.within(\.bounds) } + [
      Field("candidates", \.candidates, .count(upTo: mostCandidates), page: "rates that are tried"),
      Field(
        "epochs", \.epochs, .count(upTo: TrainingSchedule.mostFunctions), page: "of each candidate"),
    ]

  public mutating func settle() throws(SettingConflict) { try bounds.settle() }
}
