import Kernels
import Optimizees
import Sampling
import Settings

/// The learned optimizer of Andrychowicz et al. (2016, section 2.1): a two-layer LSTM of 20 units a
/// layer applied to every coordinate, weights shared, a state for each; its output, times the output
/// scale, is the update.
///
/// It has 5,061 weights for raw gradients, 5,141 for LogAndSign.
public struct CoordinatewiseLSTM: LearnedRuleKind {
  public static let kind = "coordinatewise-lstm"
  public static let summary = "the LSTM of Andrychowicz et al. (2016), shared by all coordinates"

  /// What a gradient is turned into before the LSTM sees it.
  public enum Preprocessing: String, CaseIterable, Sendable {
    case raw
    /// The two channels of Andrychowicz et al. (2016), appendix A.
    case logAndSign = "log-and-sign"
  }

  public var preprocessing = Preprocessing.raw
  /// LogAndSign's; nil for raw gradients.
  public var p: Double?
  /// Factor on the output.
  public var outputScale = 1.0
  /// Added to the forget biases of the untrained rule. From there on it is part of the weights.
  public var forgetBias = Self.sonnetForgetBias
  /// n: a window takes its metaGradient from every n-th chunk of 32 coordinates of large tensors.
  public var metaGradientStride = 1

  public init() {}

  public init(
    logAndSign p: Double? = nil, outputScale: Double, forgetBias: Double = sonnetForgetBias,
    metaGradientStride: Int = 1
  ) {
    preprocessing = p == nil ? .raw : .logAndSign
    self.p = p
    self.outputScale = outputScale
    self.forgetBias = forgetBias
    self.metaGradientStride = metaGradientStride
  }

  /// Sonnet v1's, as in the authors' code.
  public static let sonnetForgetBias = 1.0

  /// The authors' settings for networks, and for quadratics.
  public static let forNetworks = CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.1)
  public static let forQuadratics = CoordinatewiseLSTM(outputScale: 1)

  /// Hidden state and cell of two layers of 20.
  public var memoryPerCoordinate: Int { 4 * LSTMShape.units }

  public var seesDecades: Bool { preprocessing == .logAndSign }
}

extension CoordinatewiseLSTM {
  public static let fields: [Field<CoordinatewiseLSTM>] = [
    Field(
      "preprocessing", \.preprocessing, .choice("a preprocessing"),
      page:
        "what the LSTM sees: the gradient g, or (log\\|g\\|/p, sign g) where \\|g\\| ≥ e⁻ᵖ, else"
        + " (−1, eᵖ g)",
      words: { $0 == .raw ? "raw gradients" : "LogAndSign gradients" }),
    // e⁸⁰ and e⁻⁸⁰ are normal numbers of a Float, with room to spare.
    Field(
      "p", \.p, .positive(atMost: 80), saying: "10", page: "only for `log-and-sign`",
      words: { "p = \(shortest($0))" }),
    Field(
      "outputScale", \.outputScale, .positive(), page: "factor on the rule's output",
      words: { "output × \(shortest($0))" }),
    Field(
      "forgetBias", \.forgetBias, .number(from: -10, to: 10), default: sonnetForgetBias,
      saying: "1", isOfTraining: true,
      page: "added to the forget biases of the untrained optimizer",
      words: { "forget bias \(shortest($0))" }),
    Field(
      "metaGradientStride", \.metaGradientStride, .count(from: 2, upTo: 1_000), default: 1,
      saying: "all", isOfTraining: true,
      page:
        "n: a window's metaGradient is taken from every n-th chunk of 32 parameters, times n, in"
        + " tensors of at least 32 n parameters; window w of episode e begins with chunk (e + w) mod n",
      words: { "metaGradients from one chunk in \($0)" }),
  ]

  public mutating func settle() throws(SettingConflict) {
    switch preprocessing {
    case .raw where p != nil:
      throw SettingConflict("p", expected: "no p: it belongs to the preprocessing log-and-sign")
    case .raw: break
    case .logAndSign: p = p ?? 10
    }
  }
}

extension CoordinatewiseLSTM: LSTMRule {
  var kernelPreprocessing: InputPreprocessing {
    preprocessing == .raw ? .raw : .logAndSign(p: Float(p ?? 10))
  }

  func packed(_ metaParameters: [Float]) -> PackedLSTM {
    PackedLSTM(
      metaParameters: metaParameters, inputs: kernelPreprocessing.channels,
      readoutScale: Float(outputScale))
  }
}

extension CoordinatewiseLSTM {
  private var layers: LSTMLayers { LSTMLayers(inputs: kernelPreprocessing.channels) }

  public var tensors: [LearnedTensor] { layers.tensors }

  /// Sonnet v1's initialisation, as in the authors' code: that of `LSTMLayers` with `forgetBias` 1,
  /// read-out weights ~ N(0, 1/20) truncated likewise, read-out bias 0. Drawn tensor by tensor, in file
  /// order.
  public func initialMetaParameters(from stream: RandomStream) -> [Float] {
    tensors.flatMap { tensor -> [Float] in
      switch tensor.name {
      case "readout.weight":
        return (0..<tensor.count).map { _ in stream.truncatedNormal(fanIn: LSTMShape.units) }
      case "readout.bias": return [0]
      default: return layers.initialValues(of: tensor, forgetBias: forgetBias, from: stream)
      }
    }
  }
}
