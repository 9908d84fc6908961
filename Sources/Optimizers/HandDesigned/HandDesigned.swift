/// The hand-designed optimizers by name: a new rule is one file beside this one and one line here.
public enum HandDesigned {
  /// A rule and what suites call it.
  public struct Rule: Sendable {
    public let name: String
    /// A phrase on what it does, for `l2l list`.
    public let summary: String
    /// The rule with its own defaults for all but the learning rate.
    public let make: @Sendable (_ learningRate: Float) -> any Optimizer

    public init(
      name: String, summary: String = "",
      make: @escaping @Sendable (_ learningRate: Float) -> any Optimizer
    ) {
      self.name = name
      self.summary = summary
      self.make = make
    }
  }

  /// In the order in which tables list them, with Torch7's defaults.
  public static let rules = [
    Rule(name: "sgd", summary: "gradient descent") { SGD(learningRate: $0) },
    Rule(name: "momentum", summary: "gradient descent with momentum 0.9") {
      Momentum(learningRate: $0)
    },
    Rule(name: "nag", summary: "Nesterov's accelerated gradient, momentum 0.9") {
      NAG(learningRate: $0)
    },
    Rule(name: "rmsprop", summary: "RMSprop, decay 0.99") { RMSprop(learningRate: $0) },
    Rule(name: "adam", summary: "Adam, decays 0.9 and 0.999") { Adam(learningRate: $0) },
    Rule(name: "adagrad", summary: "AdaGrad, diagonal") { AdaGrad(learningRate: $0) },
  ]
}
