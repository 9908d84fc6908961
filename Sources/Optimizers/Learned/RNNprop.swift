import Kernels
import Optimizees
import Sampling
import Settings

/// RNNprop (Lv, Jiang and Li, 2017; vfleaking/rnnprop, nn_opt/rnn.py): the gradient and its running mean
/// in units of the gradient's size (`GradientNormalization`) go through a dense layer of 20 ELU units and
/// a two-layer LSTM of 20 units a layer, weights shared by all coordinates, to one number a:
///
///     update = −outputScale · tanh(a)
///
/// It has 6,641 weights, and does not see the scale of the loss. The running means depend on gradients
/// alone, so with the first-order meta-gradient they are constants on the way back.
public struct RNNprop: LearnedRuleKind {
  public static let kind = "rnnprop"
  public static let summary = "the LSTM of Lv et al. (2017) on normalised gradients"

  /// α: no update is larger.
  public var outputScale = 0.1
  /// β₁ and β₂.
  public var meanDecay = 0.95
  public var squareDecay = 0.95
  /// Added to the forget biases of the untrained rule. From there on it is part of the weights.
  public var forgetBias = CoordinatewiseLSTM.sonnetForgetBias
  public var metaGradientStride = 1

  public init() {}

  public init(outputScale: Double, metaGradientStride: Int = 1) {
    self.outputScale = outputScale
    self.metaGradientStride = metaGradientStride
  }

  /// Hidden state and cell of two layers of 20, and two running means.
  public var memoryPerCoordinate: Int { 4 * LSTMShape.units + 2 }
  public var relativeCost: Double { 1.3 }
}

extension RNNprop {
  public static let fields: [Field<RNNprop>] = [
    Field(
      "outputScale", \.outputScale, .positive(), default: 0.1,
      page: "factor on the rule's output, which is between −1 and 1",
      words: { "output × \(shortest($0))" }),
    Field(
      "meanDecay", \.meanDecay, .fraction, default: 0.95,
      page: "β₁, of the running mean of gradients",
      words: { "means of gradients × \(shortest($0)) a step" }),
    Field(
      "squareDecay", \.squareDecay, .fraction, default: 0.95,
      page: "β₂, of the running mean of their squares",
      words: { "means of squares × \(shortest($0)) a step" }),
    Field(
      "forgetBias", \.forgetBias, .number(from: -10, to: 10),
      default: CoordinatewiseLSTM.sonnetForgetBias, saying: "1", isOfTraining: true,
      page: "added to the forget biases of the untrained optimizer",
      words: { "forget bias \(shortest($0))" }),
    Field(
      "metaGradientStride", \.metaGradientStride, .count(from: 2, upTo: 1_000), default: 1,
      saying: "all", isOfTraining: true, page: "as for `coordinatewise-lstm`",
      words: { "metaGradients from one chunk in \($0)" }),
  ]
}

extension RNNprop: LSTMRule {
  var kernelPreprocessing: InputPreprocessing {
    .normalized(MomentDecays(mean: meanDecay, square: squareDecay))
  }

  func packed(_ metaParameters: [Float]) -> PackedLSTM {
    PackedLSTM(normalized: metaParameters, outputScale: Float(outputScale))
  }
}

extension RNNprop {
  private var layers: LSTMLayers { LSTMLayers(inputs: LSTMShape.units) }

  public var tensors: [LearnedTensor] {
    let units = LSTMShape.units
    return [
      LearnedTensor(name: "input.weight", shape: [units, 2]),
      LearnedTensor(name: "input.bias", shape: [units]),
    ] + layers.tensors
  }

  /// Standard deviation of the initial weights of the dense layer and the read-out.
  private static let linearDeviation = 0.1

  /// Weights of the dense layer and of the read-out ~ N(0, 0.1²) truncated at two standard deviations,
  /// their biases 0, as in the authors' code, which leaves the LSTM to a scope's default that it does not
  /// state: here it starts as that of `CoordinatewiseLSTM`. Drawn tensor by tensor, in file order.
  public func initialMetaParameters(from stream: RandomStream) -> [Float] {
    tensors.flatMap { tensor -> [Float] in
      if tensor.name.hasPrefix("lstm") {
        return layers.initialValues(of: tensor, forgetBias: forgetBias, from: stream)
      }
      return (0..<tensor.count).map { _ in
        tensor.name.hasSuffix("bias") ? 0 : stream.truncatedNormal(deviation: Self.linearDeviation)
      }
    }
  }
}
