import Optimizees

/// RMSprop (Tieleman and Hinton, 2012):
/// meanSquareₜ₊₁ = α meanSquareₜ + (1 − α) ∇², meanSquare₀ = 0,
/// updateₜ = −learningRate ∇ / (√meanSquareₜ₊₁ + ε).
///
/// Torch7 `optim.rmsprop` with its defaults α = 0.99, ε = 10⁻⁸, not centred, no momentum.
public struct RMSprop: Optimizer {
  public let learningRate: Float
  /// α.
  public let decay: Double
  /// ε, added after the root.
  public let epsilon: Float

  public struct State: Equatable, Sendable {
    /// The running mean of the squared gradient, one element a coordinate.
    var meanSquare: [Float]
  }

  public init(learningRate: Float, decay: Double = 0.99, epsilon: Float = 1e-8) {
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
  }

  public func initialState(for layout: ParameterLayout) -> State {
    State(meanSquare: [Float](repeating: 0, count: layout.count))
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    let gradient = step.gradient.span
    let count = gradient.count
    var meanSquare = state.meanSquare.mutableSpan
    precondition(update.count == count && meanSquare.count == count, "one layout for all")
    let (kept, added) = (Float(decay), Float(1 - decay))
    for i in 0..<count {
      let slope = gradient[i]
      let next = kept * meanSquare[i] + added * (slope * slope)
      meanSquare[i] = next
      update[i] = -learningRate * (slope / (next.squareRoot() + epsilon))
    }
  }
}
