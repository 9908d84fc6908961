/// Sizes and memory layouts of the coordinatewise LSTM: two layers of 20 units, one linear output.
///
/// Coordinates are worked on in *chunks* of 32, two `Lanes` a row. Inside a chunk every quantity is a
/// row of 32 floats, so one weight multiplies a whole row.
public enum LSTMShape {
  /// Units of a layer, H.
  public static let units = 20
  /// Gates of a layer, 4H.
  public static let gates = 4 * units
  /// `Lanes` in a row, and coordinates in a chunk.
  public static let vectors = 2
  public static let chunk = vectors * Lanes.width

  /// Rows of a chunk's state: h of layer 0, h of layer 1, c of layer 0, c of layer 1.
  public static let stateRows = 4 * units
  public static let stateLanes = stateRows * vectors

  /// Rows kept of one unit's step: the gates i f g o, then c of before the step.
  public static let recordRows = 5
  /// `Lanes` kept of one step of one chunk, both layers.
  public static let recordLanes = 2 * units * recordRows * vectors
  /// `Lanes` of the h of both layers of a chunk, and of the gates of one layer.
  static let hiddenLanes = 2 * units * vectors
  static let gateLanes = gates * vectors

  /// `Lanes` from one step to the next where a window's steps lie in a row: a little more than they
  /// need, so that the same unit's rows of 20 steps do not compete for the same cache sets.
  static let hiddenStride = hiddenLanes + 2
  static let recordStride = recordLanes + 2

  /// Input channels: 1 for the raw gradient, 2 for LogAndSign.
  public static func metaParameterCount(inputs: Int) -> Int {
    LSTMOffsets(inputs: inputs).count
  }

  /// RNNprop's.
  public static let normalizedMetaParameterCount =
    LSTMOffsets(inputs: units, hasInputLayer: true).count
}

/// Where each tensor starts in the flat metaParameters: the order of the optimizer file, each tensor
/// row-major, gate rows in the order i f g o, H rows each.
public struct LSTMOffsets: Sendable {
  public let inputs: Int
  /// Of the dense layer in front, if there is one (`InputLayer`).
  let inputLayerWeights = 0
  let inputLayerBias: Int
  public let inputWeights0: Int
  public let hiddenWeights0: Int
  public let bias0: Int
  public let inputWeights1: Int
  public let hiddenWeights1: Int
  public let bias1: Int
  public let readoutWeights: Int
  public let readoutBias: Int
  public let count: Int

  public init(inputs: Int, hasInputLayer: Bool = false) {
    let (units, gates) = (LSTMShape.units, LSTMShape.gates)
    self.inputs = inputs
    inputLayerBias = hasInputLayer ? units * InputLayer.channels : 0
    inputWeights0 = hasInputLayer ? inputLayerBias + units : 0
    hiddenWeights0 = inputWeights0 + gates * inputs
    bias0 = hiddenWeights0 + gates * units
    inputWeights1 = bias0 + gates
    hiddenWeights1 = inputWeights1 + gates * units
    bias1 = hiddenWeights1 + gates * units
    readoutWeights = bias1 + gates
    readoutBias = readoutWeights + units
    count = readoutBias + 1
  }
}
