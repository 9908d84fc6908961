import Sampling

extension RandomStream {
  /// N(0, 1/`fanIn`) truncated at two standard deviations.
  func truncatedNormal(fanIn: Int) -> Float {
    truncatedNormal(deviation: (1 / Double(fanIn)).squareRoot())
  }

  /// N(0, `deviation`²) truncated at two standard deviations: drawn until a draw is within them.
  func truncatedNormal(deviation: Double) -> Float {
    while true {
      let draw = gaussian()
      if draw.magnitude <= 2 { return Float(draw * deviation) }
    }
  }
}
