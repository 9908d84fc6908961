import Optimizees

/// AdaGrad (Duchi, Hazan and Singer, 2011), diagonal:
/// sumOfSquaresₜ₊₁ = sumOfSquaresₜ + ∇², sumOfSquares₀ = 0,
/// updateₜ = −learningRate ∇ / (√sumOfSquaresₜ₊₁ + ε).
///
/// Torch7 `optim.adagrad` with its defaults: ε = 10⁻¹⁰, no learning rate decay.
public struct AdaGrad: Optimizer {
  public let learningRate: Float
  /// ε, added after the root.
  public let epsilon: Float

  public struct State: Equatable, Sendable {
    /// The sum of the squared gradients so far, one element a coordinate.
    var sumOfSquares: [Float]
  }

  public init(learningRate: Float, epsilon: Float = 1e-10) {
    self.learningRate = learningRate
    self.epsilon = epsilon
  }

  public func initialState(for layout: ParameterLayout) -> State {
    State(sumOfSquares: [Float](repeating: 0, count: layout.count))
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    let gradient = step.gradient.span
    let count = gradient.count
    var sumOfSquares = state.sumOfSquares.mutableSpan
    precondition(update.count == count && sumOfSquares.count == count, "one layout for all")
    for i in 0..<count {
      let slope = gradient[i]
      let next = sumOfSquares[i] + slope * slope
      sumOfSquares[i] = next
      update[i] = -learningRate * (slope / (next.squareRoot() + epsilon))
    }
  }
}
