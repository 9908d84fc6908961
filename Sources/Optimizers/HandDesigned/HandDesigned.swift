/// The hand-designed optimizers by name: a new rule is one file beside this one and one line here.
public enum HandDesigned {
  /// A rule and what suites call it.
  public struct Rule: Sendable {
    public let name: String
    /// The rule with its own defaults for all but the learning rate.
    public let make: @Sendable (_ learningRate: Float) -> any Optimizer

    public init(
      name: String, make: @escaping @Sendable (_ learningRate: Float) -> any Optimizer
    ) {
      self.name = name
      self.make = make
    }
  }

  /// In the order in which tables list them, with Torch7's defaults.
  public static let rules = [
    Rule(name: "sgd") { SGD(learningRate: $0) },
    Rule(name: "momentum") { Momentum(learningRate: $0) },
    Rule(name: "nag") { NAG(learningRate: $0) },
    Rule(name: "rmsprop") { RMSprop(learningRate: $0) },
    Rule(name: "adam") { Adam(learningRate: $0) },
    Rule(name: "adagrad") { AdaGrad(learningRate: $0) },
  ]
}
