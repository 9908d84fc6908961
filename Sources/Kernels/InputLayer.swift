import CLanes

/// The dense layer between RNNprop's two features and its LSTM (Lv, Jiang and Li, 2017):
///
///     xᵤ = ELU(wᵤ₀ g̃ + wᵤ₁ m̃ + bᵤ), u < 20, ELU(z) = z where z > 0, else eᶻ − 1.
struct InputLayer: Sendable {
  /// Its own inputs.
  static let channels = 2

  /// wᵤ₀, wᵤ₁, bᵤ, unit by unit.
  private let weights: [Float]

  init(_ metaParameters: [Float], offsets: LSTMOffsets) {
    weights = (0..<LSTMShape.units).flatMap { unit in
      let row = offsets.inputLayerWeights + Self.channels * unit
      return [
        metaParameters[row], metaParameters[row + 1], metaParameters[offsets.inputLayerBias + unit],
      ]
    }
  }

  /// One step of one chunk: 20 rows from the two rows of `features`.
  func forward(_ features: UnsafePointer<Lanes>, to x: UnsafeMutablePointer<Lanes>) {
    let vectors = LSTMShape.vectors
    for unit in 0..<LSTMShape.units {
      let (first, second, bias) = (
        lanes_splat(weights[3 * unit]), lanes_splat(weights[3 * unit + 1]),
        lanes_splat(weights[3 * unit + 2])
      )
      for vector in 0..<vectors {
        let z = lanes_fma(
          second, features[vectors + vector], lanes_fma(first, features[vector], bias))
        x[unit * vectors + vector] = lanes_select_less(
          .zero, z, z, Elementary.exponential(z) - lanes_splat(1))
      }
    }
  }
}

/// The metaGradient of an `InputLayer` from some chunks: for every weight the sum over chunks, then
/// steps, then the two vectors of a row, lane by lane, and the lanes by `lanes_sum`.
final class InputLayerGradient {
  /// [unit][wᵤ₀, wᵤ₁, bᵤ] `Lanes`.
  private let sums = LaneBuffer(laneCount: 3 * LSTMShape.units)

  func clear() { sums.clear() }

  /// Adds one step of one chunk: `gradients` are ∂metaLoss/∂x, 20 rows; `outputs` are x.
  ///
  /// ELU′ = 1 where x > 0, else x + 1.
  func add(
    _ gradients: UnsafePointer<Lanes>, outputs: UnsafePointer<Lanes>,
    features: UnsafePointer<Lanes>
  ) {
    let vectors = LSTMShape.vectors
    for unit in 0..<LSTMShape.units {
      let sum = sums.lanes + 3 * unit
      for vector in 0..<vectors {
        let x = outputs[unit * vectors + vector]
        let slope = lanes_select_less(.zero, x, lanes_splat(1), x + lanes_splat(1))
        let gradient = (gradients[unit * vectors + vector] * slope).unlessFaded
        sum[0] = lanes_fma(gradient, features[vector], sum[0])
        sum[1] = lanes_fma(gradient, features[vectors + vector], sum[1])
        sum[2] += gradient
      }
    }
  }

  /// Adds `scale` times the sums to `metaGradient`.
  func add(to metaGradient: inout [Float], offsets: LSTMOffsets, scale: Float) {
    for unit in 0..<LSTMShape.units {
      let sum = sums.lanes + 3 * unit
      let row = offsets.inputLayerWeights + InputLayer.channels * unit
      metaGradient[row] += lanes_sum(sum[0]) * scale
      metaGradient[row + 1] += lanes_sum(sum[1]) * scale
      metaGradient[offsets.inputLayerBias + unit] += lanes_sum(sum[2]) * scale
    }
  }
}
