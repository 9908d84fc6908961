import Kernels
import Settings

/// Celo2-base, the learned rule of Celo2 without its orthogonalisation (arXiv 2602.19142, `celo2_optax.py`
/// of amoudgl/celo): an MLP 30-8-8-3 of 347 weights that sees neither the loss nor the step. Of its
/// outputs the first alone is used.
///
/// update = −learningRate · o₀ / √(10⁻⁹ + the mean of o₀² over the tensor). So an update has the root
/// mean square `learningRate` in every tensor. A user tunes it, as a hand-designed optimizer's:
/// it belongs to a rule at work, not to the weights. Gradients beyond ±1,000 are cut. `MLPRuleShape` lists
/// the inputs.
public struct Celo2Base: MLPRule, LearningRateRule {
  public static let kind = "celo2-base"
  public static let summary =
    "Celo2's MLP of 347 weights, whose updates have one length in every tensor"

  /// The root mean square of an update, in every tensor.
  public var learningRate = 0.001
  public var schedule = RateSchedule()

  public init() {}

  public init(learningRate: Double) { self.learningRate = learningRate }

  public static let settings: [TunedField<Celo2Base>] =
    [
      TunedField(
        "learningRate", \.learningRate, .positive(), default: 0.001,
        drawn: .logUniform(1e-4, 0.3), page: "root mean square of an update in every tensor",
        words: { "learning rate \(shortest($0))" })
    ] + TunedField.schedule

  public var relativeCost: Double { 0.3 }

  static let shape = MLPRuleShape.celo2
  static let learnsDecays = false
  func scale(_ step: InnerStep) -> Float { rate(step) }
}
