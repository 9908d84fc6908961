import Foundation

/// The coordinatewise LSTM written down naively in Double, one coordinate at a time: the oracle of the
/// kernels. Weights lie as in the optimizer file.
public struct ReferenceLSTM {
  public static let units = 20
  public let weights: [Double]
  public let inputs: Int
  public let outputScale: Double

  public init(weights: [Double], inputs: Int, outputScale: Double) {
    self.weights = weights
    self.inputs = inputs
    self.outputScale = outputScale
  }

  /// h and c of both layers.
  public struct State {
    public var hidden = [[Double]](repeating: Array(repeating: 0, count: units), count: 2)
    public var cell = [[Double]](repeating: Array(repeating: 0, count: units), count: 2)
    public init() {}
  }

  /// One update of one coordinate from its input channels.
  public func update(_ channels: [Double], _ state: inout State) -> Double {
    var below = channels
    var start = 0
    for layer in 0..<2 {
      let gates = 4 * Self.units
      let hiddenStart = start + gates * below.count
      let biasStart = hiddenStart + gates * Self.units
      var pre = [Double](repeating: 0, count: gates)
      for gate in 0..<gates {
        pre[gate] = weights[biasStart + gate]
        for (row, value) in below.enumerated() {
          pre[gate] += weights[start + gate * below.count + row] * value
        }
        for (row, value) in state.hidden[layer].enumerated() {
          pre[gate] += weights[hiddenStart + gate * Self.units + row] * value
        }
      }
      for unit in 0..<Self.units {
        let input = sigmoid(pre[unit])
        let forget = sigmoid(pre[Self.units + unit])
        let candidate = tanh(pre[2 * Self.units + unit])
        let output = sigmoid(pre[3 * Self.units + unit])
        state.cell[layer][unit] = forget * state.cell[layer][unit] + input * candidate
        state.hidden[layer][unit] = output * tanh(state.cell[layer][unit])
      }
      below = state.hidden[layer]
      start = biasStart + gates
    }
    var result = weights[start + Self.units]
    for unit in 0..<Self.units { result += weights[start + unit] * below[unit] }
    return result * outputScale
  }

  /// LogAndSign(p) of one gradient (Andrychowicz et al., 2016, appendix A).
  public static func logAndSign(_ gradient: Double, p: Double) -> [Double] {
    abs(gradient) >= exp(-p)
      ? [log(abs(gradient)) / p, gradient < 0 ? -1 : 1] : [-1, exp(p) * gradient]
  }

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
}

/// Numbers in −½ … ½ that look random, need no generator and are the same in the Python oracles:
/// (7919 k mod 1000) / 1000 − ½.
public func scatter(_ index: Int) -> Double { Double(7919 * index % 1000) / 1000 - 0.5 }

/// FNV-1a over the bits: one word that changes when any bit does.
public func fingerprint(_ values: some Sequence<Float>) -> UInt64 {
  values.reduce(0xCBF2_9CE4_8422_2325) { hash, value in
    (hash ^ UInt64(value.bitPattern)) &* 0x100_0000_01B3
  }
}
