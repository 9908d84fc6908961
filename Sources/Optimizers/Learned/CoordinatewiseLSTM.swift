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

  var kernelPreprocessing: InputPreprocessing {
    preprocessing == .raw ? .raw : .logAndSign(p: Float(p ?? 10))
  }
}

extension CoordinatewiseLSTM {
  /// Sonnet v1's initialisation, as in the authors' code.
  ///
  /// Weights and biases of a layer with n inputs and 20 units ~ N(0, 1/(n + 20)) truncated at two
  /// standard deviations, `forgetBias` (there 1) added to the biases of the forget gates; read-out
  /// weights ~ N(0, 1/20) truncated likewise, read-out bias 0. Drawn tensor by tensor, in file order.
  public func initialMetaParameters(from stream: RandomStream) -> [Float] {
    var metaParameters: [Float] = []
    let units = LSTMShape.units
    for tensor in tensors {
      let layerInputs = tensor.name.hasPrefix("lstm.0") ? kernelPreprocessing.channels : units
      let fanIn = tensor.name.hasPrefix("readout") ? units : layerInputs + units
      for index in 0..<tensor.count {
        if tensor.name == "readout.bias" {
          metaParameters.append(0)
          continue
        }
        let draw = stream.truncatedNormal(fanIn: fanIn)
        let isForgetBias = tensor.name.hasSuffix("bias") && (units..<2 * units).contains(index)
        metaParameters.append(isForgetBias ? draw + Float(forgetBias) : draw)
      }
    }
    return metaParameters
  }

  /// Gate rows are i f g o, 20 rows each.
  public var tensors: [LearnedTensor] {
    let (units, gates) = (LSTMShape.units, LSTMShape.gates)
    return [
      LearnedTensor(name: "lstm.0.weight_ih", shape: [gates, kernelPreprocessing.channels]),
      LearnedTensor(name: "lstm.0.weight_hh", shape: [gates, units]),
      LearnedTensor(name: "lstm.0.bias", shape: [gates]),
      LearnedTensor(name: "lstm.1.weight_ih", shape: [gates, units]),
      LearnedTensor(name: "lstm.1.weight_hh", shape: [gates, units]),
      LearnedTensor(name: "lstm.1.bias", shape: [gates]),
      LearnedTensor(name: "readout.weight", shape: [1, units]),
      LearnedTensor(name: "readout.bias", shape: [1]),
    ]
  }
}

extension CoordinatewiseLSTM {
  public func optimizer(_ metaParameters: [Float]) -> any Optimizer {
    Frozen(weights: packed(metaParameters), preprocessing: kernelPreprocessing)
  }

  private struct Frozen: Optimizer {
    let weights: PackedLSTM
    let preprocessing: InputPreprocessing

    /// The states of all coordinates, copied when two have them and one goes on.
    struct State { var window: LSTMWindow }

    func initialState(for layout: ParameterLayout) -> State {
      State(
        window: LSTMWindow(
          coordinates: layout.count, steps: 0, preprocessing: preprocessing, threads: 1))
    }

    func update(
      _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
    ) {
      if !isKnownUniquelyReferenced(&state.window) { state.window = state.window.copied() }
      state.window.step(weights, gradient: step.gradient.span, update: &update)
    }
  }

  private func packed(_ metaParameters: [Float]) -> PackedLSTM {
    PackedLSTM(
      metaParameters: metaParameters, inputs: kernelPreprocessing.channels,
      readoutScale: Float(outputScale))
  }
}

extension CoordinatewiseLSTM {
  public func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> (any UnrollWindow)? {
    Window(self, for: layout, steps: steps, threads: threads)
  }

  private final class Window: UnrollWindow {
    private let rule: CoordinatewiseLSTM
    private let window: LSTMWindow
    private let coordinates: CoordinateSample?
    /// Of the window under way; nil before the first.
    private var weights: PackedLSTM?
    private var sample: (coordinates: CoordinateSample, offset: Int)?

    init(_ rule: CoordinatewiseLSTM, for layout: ParameterLayout, steps: Int, threads: Int) {
      self.rule = rule
      window = LSTMWindow(
        coordinates: layout.count, steps: steps, preprocessing: rule.kernelPreprocessing,
        threads: threads)
      let sizes = layout.tensors.map(\.count)
      coordinates =
        rule.metaGradientStride == 1
        ? nil
        : CoordinateSample(
          stride: rule.metaGradientStride,
          tensors: Array(repeatElement(sizes, count: layout.functions).joined()))
    }

    func reset() { window.reset() }

    func begin(metaParameters: [Float], number: Int) {
      weights = rule.packed(metaParameters)
      sample = coordinates.map { ($0, number % rule.metaGradientStride) }
      window.begin()
    }

    func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
      window.step(begun, gradient: step.gradient.span, update: &update)
    }

    func backward(
      finalGradient: Span<Float>, factor: Float, functions: Int, lossOf: WindowLoss,
      metaGradient: inout [Float]
    ) {
      window.backward(
        begun, finalGradient: finalGradient, scale: factor / Float(functions), sample: sample,
        isOfLastStep: lossOf == .lastStep, metaGradient: &metaGradient)
    }

    func backward(updateGradients: [[Float]], functions: Int, metaGradient: inout [Float]) {
      window.backward(
        begun, updateGradients: updateGradients, scale: 1 / Float(functions), sample: sample,
        metaGradient: &metaGradient)
    }

    private var begun: PackedLSTM {
      guard let weights else { preconditionFailure("a window begins before its first step") }
      return weights
    }

    func gateSaturation() -> [GateSaturation] {
      let gates = Double(window.coordinates * window.steps * LSTMShape.units)
      return zip(Self.gateNames, window.saturatedGates(begun)).map { name, count in
        GateSaturation(gate: name, share: Double(count) / gates)
      }
    }

    /// In the order of `LSTMWindow.saturatedGates`.
    private static let gateNames = (0..<2).flatMap { layer in
      ["i", "f", "g", "o"].map { "\($0)\(layer)" }
    }
  }
}
