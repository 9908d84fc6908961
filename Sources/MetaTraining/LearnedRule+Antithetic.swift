import Optimizers

extension LearnedRule {
  /// The optimizers of an antithetic pair, at metaParameters + σ direction and − σ direction; σ is the
  /// `deviation`.
  func optimizers(
    around metaParameters: [Float], _ direction: [Float], deviation: Double
  ) -> [any Optimizer] {
    [Float(deviation), -Float(deviation)].map { step in
      optimizer(zip(metaParameters, direction).map { $0 + step * $1 })
    }
  }
}
