/// What a rule sees before an update.
public struct InnerStep: Sendable {
  /// Updates applied so far: 0 … horizon − 1.
  public let number: Int
  /// Updates of the whole episode.
  public let horizon: Int
  /// [layout.count], function after function.
  public let parameters: [Float]
  /// ∂loss/∂parameters, laid out like the parameters: at the rule's look-ahead if it wants one, else at
  /// the parameters.
  public let gradient: [Float]
  /// The loss of every function at the parameters: [layout.functions].
  public let losses: [Float]

  public init(
    number: Int, horizon: Int, parameters: [Float], gradient: [Float], losses: [Float]
  ) {
    self.number = number
    self.horizon = horizon
    self.parameters = parameters
    self.gradient = gradient
    self.losses = losses
  }
}
