import Foundation

/// RNNprop written down naively in Double, one coordinate at a time: the oracle of the kernels. Weights
/// lie as in the optimizer file.
public struct ReferenceRNNprop {
  public let weights: [Double]
  public let outputScale: Double
  private let lstm: ReferenceLSTM

  public init(weights: [Double], outputScale: Double) {
    self.weights = weights
    self.outputScale = outputScale
    lstm = ReferenceLSTM(
      weights: Array(weights.dropFirst(60)), inputs: ReferenceLSTM.units, outputScale: 1)
  }

  public struct State {
    public var lstm = ReferenceLSTM.State()
    public var mean = 0.0
    public var square = 0.0
    public var steps = 0
    public init() {}
  }

  /// One update of one coordinate, both decays 0.95.
  public func update(_ gradient: Double, _ state: inout State) -> Double {
    state.steps += 1
    state.mean = 0.95 * state.mean + 0.05 * gradient
    state.square = 0.95 * state.square + 0.05 * gradient * gradient
    let correction = 1 - pow(0.95, Double(state.steps))
    let size = (state.square / correction).squareRoot() + 1e-8
    let (first, second) = (gradient / size, state.mean / correction / size)
    let channels = (0..<ReferenceLSTM.units).map { unit in
      let z = weights[2 * unit] * first + weights[2 * unit + 1] * second + weights[40 + unit]
      return z > 0 ? z : exp(z) - 1
    }
    return -outputScale * tanh(lstm.update(channels, &state.lstm))
  }
}
