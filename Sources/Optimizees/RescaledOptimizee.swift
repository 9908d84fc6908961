/// A function in other units: f'(φ) = f(c ⊙ φ), one factor a tensor, so that ∇f' = c ⊙ ∇f.
///
/// To a coordinatewise optimizer a step in a tensor of small units is a small one (Lv, Jiang and Li, 2017,
/// section 4.1, there with a factor a coordinate).
struct RescaledOptimizee: Optimizee {
  let function: any Optimizee
  /// c, one number a parameter.
  let factors: [Float]

  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    loss(at: parameters, step: step, gradient: &gradient, threads: 1)
  }

  func loss(
    at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>, threads: Int
  ) -> Float {
    let loss = function.loss(
      at: scaled(parameters).span, step: step, gradient: &gradient, threads: threads)
    for index in factors.indices { gradient[index] *= factors[index] }
    return loss
  }

  func loss(at parameters: Span<Float>, step: Int) -> Float {
    function.loss(at: scaled(parameters).span, step: step)
  }

  func heldOut(at parameters: Span<Float>) -> (loss: Float, accuracy: Float)? {
    function.heldOut(at: scaled(parameters).span)
  }

  private func scaled(_ parameters: Span<Float>) -> [Float] {
    factors.indices.map { factors[$0] * parameters[$0] }
  }
}
