import Kernels
import Settings

/// The small MLP of Metz et al. (2022), "Practical tradeoffs between memory, compute, and performance in
/// learned optimizers": `adafac_mlp_lopt` of google/learned_optimization, known as small_fc_lopt. An MLP
/// 39-4-4-2 of 190 weights, and seven φ that shift the decays of its running means:
/// decay = 1 − (1 − decay₀) e^(10 φ), which is decay₀ = 0.9, 0.99, 0.999 for the gradient, 0.999 for its
/// square, and 0.9, 0.99, 0.999 for the squares of rows and columns where φ = 0.
///
/// update = −outputScale · o₀ e^(0.001 o₁), o₀ and o₁ the MLP's outputs. `MLPRuleShape` lists its inputs.
public struct SmallMLP: LearnedRuleKind, MLPRule {
  public static let kind = "small-mlp"
  public static let summary =
    "the MLP of 197 weights of Metz et al. (2022), shared by all coordinates"

  /// Factor on the output.
  public var outputScale = 0.001

  public init() {}

  public init(outputScale: Double) { self.outputScale = outputScale }

  public static let fields: [Field<SmallMLP>] = [
    Field(
      "outputScale", \.outputScale, .positive(), default: 0.001,
      page: "factor on the rule's output",
      words: { "output × \(shortest($0))" })
  ]

  public var relativeCost: Double { 0.3 }

  static let shape = MLPRuleShape.small
  static let learnsDecays = true
  func scale(_ step: InnerStep) -> Float { Float(outputScale) }
}
