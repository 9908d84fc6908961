import Optimizees
import Optimizers

/// Signum (Bernstein et al., 2018): the sign of a running mean of gradients,
/// meanₜ₊₁ = μ meanₜ + (1 − μ) ∇, mean₀ = 0, updateₜ = −learningRate sign(meanₜ₊₁).
///
/// μ = 0.9, as published.
struct SignMomentum: Optimizer {
  let learningRate: Float
  /// μ.
  var momentum: Float = 0.9

  struct State: Equatable, Sendable {
    /// One element a coordinate.
    var mean: [Float]
  }

  func initialState(for layout: ParameterLayout) -> State {
    State(mean: [Float](repeating: 0, count: layout.count))
  }

  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State) {
    for (index, gradient) in step.gradient.enumerated() {
      let mean = momentum * state.mean[index] + (1 - momentum) * gradient
      state.mean[index] = mean
      update[index] = mean > 0 ? -learningRate : mean < 0 ? learningRate : 0
    }
  }
}
