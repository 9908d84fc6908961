import Optimizees
import Settings

/// RMSprop (Tieleman and Hinton, 2012):
/// meanSquareₜ₊₁ = α meanSquareₜ + (1 − α) ∇², meanSquare₀ = 0,
/// updateₜ = −learningRate ∇ / (√meanSquareₜ₊₁ + ε).
///
/// Torch7 `optim.rmsprop` with its defaults α = 0.99, ε = 10⁻⁸, not centred, no momentum.
public struct RMSprop: HandDesignedRule {
  public var learningRate = 0.0
  /// α.
  public var squareDecay = 0.99
  /// ε, added after the root.
  public var epsilon = 1e-8
  public var schedule = RateSchedule()

  public struct State: Equatable, Sendable {
    /// The running mean of the squared gradient, one element a coordinate.
    var meanSquare: [Float]
  }

  public init() {}

  public static let kind = "rmsprop"
  public static let summary = "RMSprop, decay 0.99"
  public static let settings: [TunedField<RMSprop>] =
    [
      .learningRate(from: 1e-4, to: 1),
      .decay(
        "squareDecay", \.squareDecay, default: 0.99, from: 0.5, to: 0.999,
        page: "α, the share of the mean square gradient that is kept"),
      .epsilon(\.epsilon, default: 1e-8),
    ] + TunedField.schedule

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
    let (kept, added) = (Float(squareDecay), Float(1 - squareDecay))
    let (learningRate, epsilon) = (rate(step), Float(epsilon))
    for i in 0..<count {
      let slope = gradient[i]
      let next = kept * meanSquare[i] + added * (slope * slope)
      meanSquare[i] = next
      update[i] = -learningRate * (slope / (next.squareRoot() + epsilon))
    }
  }
}
