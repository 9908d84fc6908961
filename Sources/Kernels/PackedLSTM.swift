/// The metaParameters laid out for the kernels; made anew after every meta step.
public final class PackedLSTM: @unchecked Sendable {
  public let readoutScale: Float
  let offsets: LSTMOffsets
  /// What stands before and behind the LSTM; nil without.
  let inputLayer: InputLayer?
  let output: TanhOutput?
  /// Per layer and pair of units: eight biases, then eight weights an input row, each as
  /// (i f g o) of the first unit and (i f g o) of the second. Input rows are x then h.
  let forward: [[Float]]
  /// Per layer and tile of ten rows of the hidden inputs: ten weights a gate, gates unit by unit
  /// (i f g o). Layer 0 has the rows of its own h, layer 1 those of the h below and then its own.
  let backward: [[Float]]
  /// The same of the input rows of layer 0, where there are 20.
  let backwardToInputs: [Float]
  /// Read-out weights times the output scale, and bias times the output scale.
  let readout: [Float]
  let readoutBias: Float

  /// The LSTM alone: update = `readoutScale` · (read-out).
  public convenience init(metaParameters: [Float], inputs: Int, readoutScale: Float) {
    self.init(
      metaParameters, LSTMOffsets(inputs: inputs), readoutScale: readoutScale, inputLayer: nil,
      output: nil)
  }

  /// RNNprop: a dense layer before the LSTM, update = −`outputScale` · tanh(read-out).
  public convenience init(normalized metaParameters: [Float], outputScale: Float) {
    let offsets = LSTMOffsets(inputs: LSTMShape.units, hasInputLayer: true)
    self.init(
      metaParameters, offsets, readoutScale: 1,
      inputLayer: InputLayer(metaParameters, offsets: offsets),
      output: TanhOutput(scale: outputScale))
  }

  private init(
    _ metaParameters: [Float], _ offsets: LSTMOffsets, readoutScale: Float,
    inputLayer: InputLayer?, output: TanhOutput?
  ) {
    precondition(metaParameters.count == offsets.count, "wrong number of metaParameters")
    let inputs = offsets.inputs
    self.offsets = offsets
    self.readoutScale = readoutScale
    self.inputLayer = inputLayer
    self.output = output
    let layers = [
      LayerWeights(
        metaParameters, inputs: inputs, inputWeights: offsets.inputWeights0,
        hiddenWeights: offsets.hiddenWeights0, bias: offsets.bias0),
      LayerWeights(
        metaParameters, inputs: LSTMShape.units, inputWeights: offsets.inputWeights1,
        hiddenWeights: offsets.hiddenWeights1, bias: offsets.bias1),
    ]
    forward = layers.map { $0.packedForward() }
    backward = [
      layers[0].packedBackward(rows: inputs..<(inputs + LSTMShape.units)),
      layers[1].packedBackward(rows: 0..<(2 * LSTMShape.units)),
    ]
    backwardToInputs =
      inputs == LSTMShape.units ? layers[0].packedBackward(rows: 0..<inputs) : []
    readout = (0..<LSTMShape.units).map {
      metaParameters[offsets.readoutWeights + $0] * readoutScale
    }
    readoutBias = metaParameters[offsets.readoutBias] * readoutScale
  }

  /// Channels that layer 0 sees.
  public var inputs: Int { offsets.inputs }
}

/// One layer's weights, addressed by gate, unit and input row.
private struct LayerWeights {
  let values: [Float]
  let inputs: Int
  let inputWeights: Int
  let hiddenWeights: Int
  let bias: Int

  init(_ values: [Float], inputs: Int, inputWeights: Int, hiddenWeights: Int, bias: Int) {
    self.values = values
    self.inputs = inputs
    self.inputWeights = inputWeights
    self.hiddenWeights = hiddenWeights
    self.bias = bias
  }

  func weight(gate: Int, unit: Int, row: Int) -> Float {
    let gateRow = gate * LSTMShape.units + unit
    return row < inputs
      ? values[inputWeights + gateRow * inputs + row]
      : values[hiddenWeights + gateRow * LSTMShape.units + row - inputs]
  }

  /// What a gate's weights are multiplied by, so that its pre-activation is an exponent of two:
  /// −log₂e, and −2 log₂e the candidate's.
  private static let exponentScales: [Float] = [-1.44269504, -1.44269504, -2.88539008, -1.44269504]

  func packedForward() -> [Float] {
    var packed: [Float] = []
    let scales = Self.exponentScales
    for pair in 0..<(LSTMShape.units / 2) {
      let units = [2 * pair, 2 * pair + 1]
      for unit in units {
        for gate in 0..<4 {
          packed.append(values[bias + gate * LSTMShape.units + unit] * scales[gate])
        }
      }
      for row in 0..<(inputs + LSTMShape.units) {
        for unit in units {
          for gate in 0..<4 {
            packed.append(weight(gate: gate, unit: unit, row: row) * scales[gate])
          }
        }
      }
    }
    return packed
  }

  func packedBackward(rows: Range<Int>) -> [Float] {
    var packed: [Float] = []
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: 10) {
      for unit in 0..<LSTMShape.units {
        for gate in 0..<4 {
          for row in first..<(first + 10) {
            packed.append(weight(gate: gate, unit: unit, row: row))
          }
        }
      }
    }
    return packed
  }
}
