import Optimizees
import Settings

/// AdaGrad (Duchi, Hazan and Singer, 2011), diagonal:
/// sumOfSquaresₜ₊₁ = sumOfSquaresₜ + ∇², sumOfSquares₀ = 0,
/// updateₜ = −learningRate ∇ / (√sumOfSquaresₜ₊₁ + ε).
///
/// Torch7 `optim.adagrad` with its defaults: ε = 10⁻¹⁰, no learning rate decay.
public struct AdaGrad: HandDesignedRule {
  public var learningRate = 0.0
  /// ε, added after the root.
  public var epsilon = 1e-10
  public var schedule = RateSchedule()

  public struct State: Equatable, Sendable {
    /// The sum of the squared gradients so far, one element a coordinate.
    var sumOfSquares: [Float]
  }

  public init() {}

  public static let kind = "adagrad"
  public static let summary = "AdaGrad, diagonal"
  public static let settings: [TunedField<AdaGrad>] =
    [.learningRate(from: 1e-3, to: 10), .epsilon(\.epsilon, default: 1e-10)] + TunedField.schedule

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
    let (learningRate, epsilon) = (rate(step), Float(epsilon))
    for i in 0..<count {
      let slope = gradient[i]
      let next = sumOfSquares[i] + slope * slope
      sumOfSquares[i] = next
      update[i] = -learningRate * (slope / (next.squareRoot() + epsilon))
    }
  }
}
