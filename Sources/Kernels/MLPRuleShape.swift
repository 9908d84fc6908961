/// What tells apart the rules that apply one small MLP to every coordinate, with the tensor around it.
///
/// The inputs of the MLP, in the order of its weights; g is the gradient, θ the parameter, k = 1, 2, 3 the
/// three decays:
///
///     g, [clip(g, ±0.1),] θ, m₁ m₂ m₃, v, m₁/s m₂/s m₃/s, 1/s, g f₁ g f₂ g f₃, [g/s,]
///     row₁ row₂ row₃, column₁ column₂ column₃, 1/√(rowₖ + 10⁻⁸), 1/√(columnₖ + 10⁻⁸), mₖ fₖ,
///     then features of the step
///
/// with running means mₖ of g and v of g², s = √(v + `rootEpsilon`), those in brackets with
/// `seesClippedGradient` alone. In a matrix rowₖ is a running mean of the mean of g² + 10⁻³⁰ over the
/// longer axis (the second of equal ones), columnₖ over the other, and
///
///     fₖ = 1/√max(rowₖ / (mean rowₖ + 10⁻⁹), 10⁻⁹) · 1/√max(columnₖ, 10⁻⁹).
///
/// In any other tensor rowₖ = columnₖ = vₖ, a running mean of g² + 10⁻³⁰ of the coordinate; fₖ is
/// 1/√max(vₖ + 10⁻⁹, 10⁻⁹) beside g and 1/√(vₖ + 10⁻⁶) beside mₖ. Means start from 0 and are not
/// corrected for it. Every input but those of the step is divided by the root of `meanEpsilon` + its mean
/// square over the tensor. The update is −scale · o₀ e^(0.001 o₁) with the outputs o₀ o₁, or, where the
/// rule `normalisesOutput`, −scale · o₀ divided by the root of `meanEpsilon` + its mean square.
public struct MLPRuleShape: Equatable, Sendable {
  /// Of each of the two hidden layers, a multiple of four.
  public let units: Int
  /// Numbers that the MLP has weights for; those that the update does not need are not computed.
  public let outputs: Int
  let normalisesOutput: Bool
  public let stepFeatures: Int
  let seesClippedGradient: Bool
  /// Whether a tensor that is no matrix has the inputs from row₁ to m₃ f₃; else the MLP does without them.
  let seesVectorMoments: Bool
  let rootEpsilon: Float
  let meanEpsilon: Float
  /// Gradients beyond ± this are cut.
  let gradientLimit: Float
  /// 1 − decay of v.
  let squareMixing: Float

  /// `adafac_mlp_lopt` of google/learned_optimization, the small MLP of Metz et al. (2022).
  public static let small = MLPRuleShape(
    units: 4, outputs: 2, normalisesOutput: false, stepFeatures: 11, seesClippedGradient: false,
    seesVectorMoments: true, rootEpsilon: 1e-6, meanEpsilon: 1e-5, gradientLimit: .infinity,
    squareMixing: 0.001)

  /// Celo2-base of amoudgl/celo (2026).
  public static let celo2 = MLPRuleShape(
    units: 8, outputs: 3, normalisesOutput: true, stepFeatures: 0, seesClippedGradient: true,
    seesVectorMoments: false, rootEpsilon: 1e-8, meanEpsilon: 1e-9, gradientLimit: 1000,
    squareMixing: 0.05)
}

extension MLPRuleShape {
  /// Inputs that differ from coordinate to coordinate, up to those of rows and columns.
  var leadingInputs: Int { seesClippedGradient ? 15 : 13 }

  /// rowₖ, columnₖ and their reciprocal roots.
  static let axisInputs = 12

  /// Inputs that differ from coordinate to coordinate: the leading ones and mₖ fₖ.
  var coordinateInputs: Int { leadingInputs + 3 }

  /// Inputs without those of the step.
  var tensorInputs: Int { coordinateInputs + Self.axisInputs }

  public var inputs: Int { tensorInputs + stepFeatures }

  /// The number of an input that differs from coordinate to coordinate among all inputs.
  func input(ofCoordinate number: Int) -> Int {
    number < leadingInputs ? number : number + Self.axisInputs
  }

  /// Weights and biases of the three layers.
  public var weights: Int {
    units * (inputs + 1) + units * (units + 1) + outputs * (units + 1)
  }
}
