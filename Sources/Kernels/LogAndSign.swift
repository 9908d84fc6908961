import CLanes

/// How a gradient becomes the input channels of a learned optimizer.
public enum InputPreprocessing: Equatable, Sendable {
  /// One channel: the gradient itself.
  case raw
  /// Two channels (Andrychowicz et al., 2016, appendix A): (ln|∇|/p, sgn ∇) where |∇| ≥ e⁻ᵖ, else
  /// (−1, eᵖ∇).
  case logAndSign(p: Float)
  /// Two channels that depend on earlier gradients too (`GradientNormalization`), and the dense layer of
  /// RNNprop after them (`InputLayer`): 20 channels.
  case normalized(MomentDecays)

  public var channels: Int {
    switch self {
    case .raw: 1
    case .logAndSign: 2
    case .normalized: LSTMShape.units
    }
  }

  /// `Lanes` from the channels of one step of a chunk to those of the next.
  var stride: Int {
    guard case .normalized = self else { return 4 * LSTMShape.vectors }
    return LSTMShape.units * LSTMShape.vectors + 2
  }

  /// Writes the rows of one chunk: `channels` rows of 32. Not for `normalized`.
  @inline(__always)
  func apply(
    _ gradient: UnsafePointer<Float>, constants: Constants, to x: UnsafeMutablePointer<Lanes>
  ) {
    let gradient = UnsafeRawPointer(gradient)
    for vector in 0..<LSTMShape.vectors {
      let value = gradient.loadUnaligned(fromByteOffset: 64 * vector, as: Lanes.self)
      guard case .logAndSign = self else {
        x[vector] = value
        continue
      }
      let magnitude = lanes_magnitude(value)
      let floor = lanes_splat(constants.floor)
      let log = Elementary.logarithm(lanes_at_least(magnitude, floor))
      x[vector] = lanes_select_less(
        magnitude, floor, lanes_splat(-1), log * lanes_splat(constants.reciprocal))
      x[2 + vector] = lanes_select_less(
        magnitude, floor, value * lanes_splat(constants.gain),
        lanes_with_sign(lanes_splat(1), value))
    }
  }

  struct Constants {
    /// e⁻ᵖ, eᵖ and 1/p.
    var floor: Float = 0
    var gain: Float = 0
    var reciprocal: Float = 0
  }

  var constants: Constants {
    guard case .logAndSign(let p) = self else { return Constants() }
    return Constants(
      floor: Elementary.exponential(-p), gain: Elementary.exponential(p), reciprocal: 1 / p)
  }
}
