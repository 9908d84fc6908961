import Sampling

extension RandomStream {
  /// N(0, 1/`fanIn`) truncated at two standard deviations: drawn until a draw is within them.
  func truncatedNormal(fanIn: Int) -> Float {
    while true {
      let draw = gaussian()
      if draw.magnitude <= 2 { return Float(draw * (1 / Double(fanIn)).squareRoot()) }
    }
  }
}
