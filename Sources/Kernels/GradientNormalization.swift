import CLanes

/// β₁ and β₂ of `GradientNormalization`.
public struct MomentDecays: Equatable, Sendable {
  public let mean: Double
  public let square: Double

  public init(mean: Double, square: Double) {
    self.mean = mean
    self.square = square
  }
}

/// The gradient and its running mean in units of the gradient's own size, as RNNprop sees them (Lv, Jiang
/// and Li, 2017; vfleaking/rnnprop, nn_opt/rnn.py): with t = 1, 2, … and m₀ = v₀ = 0,
///
///     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ,  vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²,
///     s = √(vₜ / (1 − β₂ᵗ)) + ε,  g̃ = gₜ / s,  m̃ = mₜ / (1 − β₁ᵗ) / s,  ε = 10⁻⁸.
///
/// They do not change when the loss is multiplied by a number, as long as s ≫ ε. Beside ε, a gradient
/// below 2⁻⁵⁰ is too small to matter in v and a mean below 2⁻¹⁰⁰ is too small to matter in m̃: both count
/// as 0, so that no number is subnormal.
struct GradientNormalization {
  static let epsilon: Float = 1e-8

  private let meanKept, meanAdded, squareKept, squareAdded: Float
  /// 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ).
  private let meanCorrection, squareCorrection: Float

  /// That of a step whose β₁ᵗ and β₂ᵗ are these `powers`.
  init(_ decays: MomentDecays, powers: (mean: Double, square: Double)) {
    (meanKept, meanAdded) = (Float(decays.mean), Float(1 - decays.mean))
    (squareKept, squareAdded) = (Float(decays.square), Float(1 - decays.square))
    meanCorrection = Float(1 / (1 - powers.mean))
    squareCorrection = Float(1 / (1 - powers.square))
  }

  /// One step of one chunk: moves `moments`, the rows m and v, and writes the rows g̃ and m̃.
  func advance(
    _ gradient: UnsafePointer<Float>, moments: UnsafeMutablePointer<Lanes>,
    to features: UnsafeMutablePointer<Lanes>
  ) {
    let vectors = LSTMShape.vectors
    let gradient = UnsafeRawPointer(gradient)
    for vector in 0..<vectors {
      let value = gradient.loadUnaligned(fromByteOffset: 64 * vector, as: Lanes.self)
      let mean = lanes_fma(
        lanes_splat(meanKept), moments[vector], lanes_splat(meanAdded) * value
      ).unlessFaded
      let visible = lanes_unless_below(value, lanes_splat(0x1p-50))
      let square = lanes_fma(
        lanes_splat(squareKept), moments[vectors + vector],
        lanes_splat(squareAdded) * (visible * visible)
      ).unlessFaded
      moments[vector] = mean
      moments[vectors + vector] = square
      let size =
        lanes_square_root(square * lanes_splat(squareCorrection)) + lanes_splat(Self.epsilon)
      features[vector] = value / size
      features[vectors + vector] = mean * lanes_splat(meanCorrection) / size
    }
  }
}
