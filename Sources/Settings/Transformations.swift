/// Changes of a sampled function that keep its kind. Each draws from a stream of its own, so that one
/// does not move what another draws.
public struct Transformations: SettingsGroup {
  /// The initial parameters of each function are multiplied by one factor drawn from here.
  public var initialScale: Bounds?
  /// w: f(x) becomes f(c ⊙ x) and the initial parameters θ₀ become θ₀ / c, with c = eᵘ and u ~ U(−w, w)
  /// for each parameter (Lv, Jiang and Li, 2017). The function's value at the start is as before, and
  /// its gradient is multiplied by c.
  public var randomScaling: Double?
  /// The same with one factor c for all parameters of a function, drawn from here.
  public var parameterRescaling: Bounds?
  /// n: a convex function of n more parameters is added (Lv, Jiang and Li, 2017).
  public var convexTerm: Int?

  public init() {}

  public init(
    initialScale: Bounds? = nil, randomScaling: Double? = nil, parameterRescaling: Bounds? = nil,
    convexTerm: Int? = nil
  ) {
    self.initialScale = initialScale
    self.randomScaling = randomScaling
    self.parameterRescaling = parameterRescaling
    self.convexTerm = convexTerm
  }

  public static let fields: [Field<Transformations>] = [
    Field(
      "initialScale", \.initialScale, .section, saying: "1",
      page:
        "`{ lowest: …, highest: … }`: the initial parameters of every function are multiplied by"
        + " a factor drawn log-uniformly between the two; evaluations have no such factor",
      words: { "initial parameters × a factor \($0.inWords)" }),
    // e²⁰ times a parameter, and its square in a running mean, are Floats.
    Field(
      "randomScaling", \.randomScaling, .positive(atMost: 20), saying: "none",
      page:
        "w: every parameter is seen divided by a factor of its own, eᵘ with u uniform in −w … w, so that"
        + " its gradient is multiplied by that factor; the loss at the start is as before",
      words: {
        "every parameter ÷ a factor log-uniform from e^−\(shortest($0)) to e^\(shortest($0))"
      }),
    Field(
      "parameterRescaling", \.parameterRescaling, .section, saying: "none",
      page:
        "`{ lowest: …, highest: … }`: the same with one factor for all parameters of a function, drawn"
        + " log-uniformly between the two",
      words: { "all parameters ÷ a factor \($0.inWords)" }),
    Field(
      "convexTerm", \.convexTerm, .count(upTo: 10_000), saying: "none",
      page:
        "n: a function of n more parameters is added, mean min((cᵢ zᵢ − aᵢ)², 10) with aᵢ uniform in"
        + " −1 … 1 and cᵢ log-uniform from 1/e to e, from z = 0 on",
      words: { "a convex term of \($0) parameters" }),
  ]
}
