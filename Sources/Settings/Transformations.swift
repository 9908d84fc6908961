/// Changes of a sampled function that keep its kind. Each draws from a stream of its own, so that one
/// does not move what another draws.
public struct Transformations: SettingsGroup {
  /// The initial parameters of each function are multiplied by one factor drawn from here.
  public var initialScale: Bounds?

  public init() {}

  public init(initialScale: Bounds?) { self.initialScale = initialScale }

  public static let fields: [Field<Transformations>] = [
    Field(
      "initialScale", \.initialScale, .section, saying: "1",
      page:
        "`{ lowest: …, highest: … }`: the initial parameters of every function are multiplied by"
        + " a factor drawn log-uniformly between the two; evaluations have no such factor",
      words: { "initial parameters × a factor \($0.inWords)" })
  ]
}
