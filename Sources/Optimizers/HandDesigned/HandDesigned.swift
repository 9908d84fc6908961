import Sampling
import Settings

/// The hand-designed optimizers by name: a new rule is one file beside this one and one line here.
public enum HandDesigned {
  /// In the order in which tables list them, with the defaults of their sources: Torch7's for the first six.
  public static let rules = [
    Rule(SGD.self), Rule(Momentum.self), Rule(NAG.self), Rule(RMSprop.self), Rule(Adam.self),
    Rule(AdaGrad.self), Rule(AdamW.self), Rule(NAdamW.self), Rule(Lion.self), Rule(Muon.self),
  ]

  /// A rule and what suites call it.
  public struct Rule: Sendable {
    public let name: String
    /// A phrase on what it does, for `l2l list`.
    public let summary: String
    /// The rule with its own defaults for all but the learning rate.
    public let make: @Sendable (_ learningRate: Float) -> any Optimizer
    private let settings: any Settings

    /// A rule with settings, of which a random search draws those that its users tune.
    public init<Kind: HandDesignedRule>(_ kind: Kind.Type) {
      name = Kind.kind
      summary = Kind.summary
      make = { Kind(learningRate: $0) }
      settings = SettingsOfKind<Kind>()
    }

    /// A rule of which the learning rate is all that can be set.
    public init(
      name: String, summary: String = "",
      make: @escaping @Sendable (_ learningRate: Float) -> any Optimizer
    ) {
      self.name = name
      self.summary = summary
      self.make = make
      settings = RateAlone(name: name, make: make)
    }
  }
}

extension HandDesigned.Rule {
  /// The keys of its settings.
  public var keys: [String] { settings.keys }

  /// Their table of `docs/suite-file.md`.
  public var table: [String] { settings.table }

  /// What a random search draws, and from what.
  public var searchSpace: CanonicalJSON { settings.searchSpace }

  /// The rule with settings among the values of a mapping `source`.
  public func reading(
    _ values: [String: any SettingSource], of source: any SettingSource
  ) throws -> SettledRule { try settings.reading(values, of: source) }

  /// The rule with settings drawn from a stream, one number each.
  public func drawing(from stream: RandomStream) -> SettledRule {
    settings.drawing { stream.uniform() }
  }
}

/// An optimizer with all of its settings, of which a random search drew some.
public struct SettledRule: Sendable {
  public let name: String
  public let optimizer: any Optimizer
  public let learningRate: Double
  private let settings: any SettingsGroup

  init(
    _ name: String, _ optimizer: any Optimizer, learningRate: Double,
    settings: any SettingsGroup
  ) {
    self.name = name
    self.optimizer = optimizer
    self.learningRate = learningRate
    self.settings = settings
  }

  /// All settings, defaults included.
  public var stated: [String: CanonicalJSON] { settings.stated }

  /// The name, and the settings that are not at their defaults.
  public var canonical: CanonicalJSON {
    settings.canonical(without: nil).with("kind", .text(name))
  }

  public var words: [String] { ["`\(name)`"] + settings.phrases }
}

/// What is known of a rule's settings, whatever its type.
private protocol Settings: Sendable {
  var keys: [String] { get }
  var table: [String] { get }
  var searchSpace: CanonicalJSON { get }

  func reading(
    _ values: [String: any SettingSource], of source: any SettingSource
  ) throws -> SettledRule

  func drawing(_ uniform: () -> Double) -> SettledRule
}

private struct SettingsOfKind<Kind: HandDesignedRule>: Settings {
  var keys: [String] { Kind.keys }
  var table: [String] { Kind.table }
  var searchSpace: CanonicalJSON { Kind.searchSpace }

  func reading(
    _ values: [String: any SettingSource], of source: any SettingSource
  ) throws -> SettledRule { settled(try Kind(reading: values, of: source)) }

  func drawing(_ uniform: () -> Double) -> SettledRule { settled(Kind().drawing(uniform)) }

  private func settled(_ rule: Kind) -> SettledRule {
    SettledRule(Kind.kind, rule, learningRate: rule.learningRate, settings: rule)
  }
}

private struct RateAlone: Settings {
  let name: String
  let make: @Sendable (_ learningRate: Float) -> any Optimizer

  private struct Rate: TunedSettings {
    var learningRate = 0.0

    static let settings: [TunedField<Rate>] = [
      TunedField(
        "learningRate", \.learningRate, .positive(), drawn: .logUniform(1e-5, 10),
        page: "of every update", words: { "learning rate \(shortest($0))" })
    ]
  }

  var keys: [String] { Rate.keys }
  var table: [String] { Rate.table }
  var searchSpace: CanonicalJSON { Rate.searchSpace }

  func reading(
    _ values: [String: any SettingSource], of source: any SettingSource
  ) throws -> SettledRule { settled(try Rate(reading: values, of: source)) }

  func drawing(_ uniform: () -> Double) -> SettledRule { settled(Rate().drawing(uniform)) }

  private func settled(_ rate: Rate) -> SettledRule {
    SettledRule(
      name, make(Float(rate.learningRate)), learningRate: rate.learningRate, settings: rate)
  }
}
