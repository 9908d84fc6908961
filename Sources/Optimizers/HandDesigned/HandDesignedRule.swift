import Settings

/// A hand-designed optimizer with settings that suites and groups may state, and of which a random search
/// draws those that its users tune.
///
/// Its settings are its stored properties, each described by a field of `settings`. `learningRate` is
/// the first; all others have defaults.
public protocol HandDesignedRule: Optimizer, ScheduledSettings, NamedSettings {}

/// Settings with a learning rate that changes over the updates of an episode.
public protocol ScheduledSettings: TunedSettings {
  /// The highest of an episode.
  var learningRate: Double { get set }
  var schedule: RateSchedule { get set }
}

extension HandDesignedRule {
  public init(learningRate: Float) {
    self.init()
    self.learningRate = Double(learningRate)
  }
}

extension ScheduledSettings {
  /// The learning rate of an update.
  public func rate(_ step: InnerStep) -> Float {
    Float(learningRate * schedule.factor(ofUpdate: step.number, of: step.horizon))
  }
}

/// The settings that several rules have.
extension TunedField where Group: ScheduledSettings {
  public static func learningRate(from lowest: Double, to highest: Double) -> TunedField {
    TunedField(
      "learningRate", \.learningRate, .positive(), drawn: .logUniform(lowest, highest),
      page: "the highest of an episode", words: { "learning rate \(shortest($0))" })
  }

  /// Two settings.
  public static var schedule: [TunedField] {
    [
      TunedField(
        "rateDecay", \.schedule.decay, .choice("a decay of the learning rate"),
        default: .constant, saying: "`constant`", drawn: .anyCase,
        page: "how the learning rate falls after its rise, to 0 at the horizon unless constant",
        words: { "\($0.rawValue) learning rate" }),
      TunedField(
        "warmUp", \.schedule.warmUp, .number(from: 0, to: 0.5), default: 0, saying: "0",
        drawn: .uniform(0, 0.2),
        page: "share of the updates in which the learning rate rises from 0",
        words: { "\(shortest($0)) of the updates as warm-up" }),
    ]
  }

  /// A share of what is remembered that is kept from update to update, drawn such that 1 minus it is
  /// log-uniform.
  public static func decay(
    _ name: String, _ path: any WritableKeyPath<Group, Double> & Sendable,
    default standard: Double, from lowest: Double, to highest: Double, page: String
  ) -> TunedField {
    TunedField(
      name, path, .fraction, default: standard, drawn: .nearOne(lowest, highest),
      page: page, words: { "\(name) \(shortest($0))" })
  }

  /// β₁ and β₂ of Adam and its kin.
  public static func decays(
    _ mean: any WritableKeyPath<Group, Double> & Sendable,
    _ square: any WritableKeyPath<Group, Double> & Sendable, squareDefault: Double
  ) -> [TunedField] {
    [
      decay(
        "meanDecay", mean, default: 0.9, from: 0.5, to: 0.99,
        page: "β₁, the share of the mean gradient that is kept"),
      decay(
        "squareDecay", square, default: squareDefault, from: 0.7, to: 0.999,
        page: "β₂, the share of the mean square gradient that is kept"),
    ]
  }

  public static func epsilon(
    _ path: any WritableKeyPath<Group, Double> & Sendable, default standard: Double
  ) -> TunedField {
    TunedField(
      "epsilon", path, .positive(), default: standard, drawn: .logUniform(1e-10, 1e-3),
      page: "ε, added to the root", words: { "epsilon \(shortest($0))" })
  }

  public static func weightDecay(
    _ path: any WritableKeyPath<Group, Double> & Sendable, default standard: Double,
    from lowest: Double, to highest: Double
  ) -> TunedField {
    TunedField(
      "weightDecay", path, .number(from: 0, to: 1e6), default: standard,
      drawn: .logUniform(lowest, highest),
      page: "λ: every update takes learningRate · λ of all parameters away",
      words: { "weight decay \(shortest($0))" })
  }
}
