import CLanes

/// RNNprop's output: update = −α tanh(a), a the LSTM's read-out (Lv, Jiang and Li, 2017).
struct TanhOutput: Sendable {
  /// α.
  let scale: Float

  /// Turns one row of a into tanh(a).
  func squash(_ row: UnsafeMutablePointer<Lanes>) {
    for vector in 0..<LSTMShape.vectors { row[vector] = Elementary.hyperbolicTangent(row[vector]) }
  }

  /// Writes one row of updates, from tanh(a).
  func write(_ squashed: UnsafePointer<Lanes>, to update: UnsafeMutablePointer<Lanes>) {
    for vector in 0..<LSTMShape.vectors { update[vector] = squashed[vector] * lanes_splat(-scale) }
  }

  /// ∂update/∂a = −α (1 − tanh²(a)), from tanh(a).
  func slope(_ squashed: Lanes) -> Lanes {
    lanes_fma(squashed, lanes_splat(0) - squashed, lanes_splat(1)) * lanes_splat(-scale)
  }
}
