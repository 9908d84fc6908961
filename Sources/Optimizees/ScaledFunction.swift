/// f(c ⊙ x) as a function of x, c a factor for each parameter: its gradient is c ⊙ ∇f.
struct ScaledFunction: Optimizee {
  let function: any Optimizee
  /// c: [parameters].
  let factors: [Float]

  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    loss(at: parameters, step: step, gradient: &gradient, threads: 1)
  }

  func loss(
    at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>, threads: Int
  ) -> Float {
    let loss = function.loss(
      at: scaled(parameters).span, step: step, gradient: &gradient, threads: threads)
    for index in gradient.indices { gradient[index] *= factors[index] }
    return loss
  }

  func loss(at parameters: Span<Float>, step: Int) -> Float {
    function.loss(at: scaled(parameters).span, step: step)
  }

  func heldOut(at parameters: Span<Float>) -> (loss: Float, accuracy: Float?)? {
    function.heldOut(at: scaled(parameters).span)
  }

  private func scaled(_ parameters: Span<Float>) -> [Float] {
    factors.indices.map { factors[$0] * parameters[$0] }
  }
}
