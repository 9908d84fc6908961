import Optimizers

extension InnerStep {
  /// A step in which a rule that looks at nothing but gradients sees `gradient`.
  public init(gradient: [Float]) {
    let nothing = [Float](repeating: 0, count: gradient.count)
    self.init(number: 0, horizon: 1, parameters: nothing, gradient: gradient, losses: nothing)
  }
}
