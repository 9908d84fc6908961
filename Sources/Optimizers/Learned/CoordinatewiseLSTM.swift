import Kernels
import Optimizees
import Sampling

/// The learned optimizer of Andrychowicz et al. (2016, section 2.1): a two-layer LSTM of 20 units a
/// layer applied to every coordinate, weights shared, a state for each; its output, times the output
/// scale, is the update.
public struct CoordinatewiseLSTM: LearnedOptimizer {
  public static let kind = "coordinatewise-lstm"
  public static let summary = "the LSTM of Andrychowicz et al. (2016), shared by all coordinates"
  public static let hasForgetGates = true
  /// Hidden state and cell of two layers of 20.
  public static let memoryPerCoordinate = 80
  public static let samplesCoordinates = true

  public let configuration: LearnedConfiguration
  /// 5,061 weights for raw gradients, 5,141 for LogAndSign.
  public var metaParameters: [Float]

  public init?(_ configuration: LearnedConfiguration, metaParameters: [Float]) {
    let inputs = configuration.preprocessing.kernel.channels
    guard metaParameters.count == LSTMShape.metaParameterCount(inputs: inputs) else { return nil }
    self.configuration = configuration
    self.metaParameters = metaParameters
  }

  /// The untrained optimizer: Sonnet v1's initialisation, as in the authors' code.
  ///
  /// Weights and biases of a layer with n inputs and 20 units ~ N(0, 1/(n + 20)) truncated at two
  /// standard deviations, `forgetBias` (there 1) added to the biases of the forget gates; read-out
  /// weights ~ N(0, 1/20) truncated likewise, read-out bias 0. Drawn tensor by tensor, in file order.
  public init(_ configuration: LearnedConfiguration, drawnFrom stream: RandomStream) {
    self.configuration = configuration
    metaParameters = []
    let units = LSTMShape.units
    let inputs = configuration.preprocessing.kernel.channels
    for tensor in tensors {
      let layerInputs = tensor.name.hasPrefix("lstm.0") ? inputs : units
      let fanIn = tensor.name.hasPrefix("readout") ? units : layerInputs + units
      for index in 0..<tensor.count {
        if tensor.name == "readout.bias" {
          metaParameters.append(0)
          continue
        }
        let draw = Self.truncatedNormal(fanIn: fanIn, from: stream)
        let isForgetBias = tensor.name.hasSuffix("bias") && (units..<2 * units).contains(index)
        metaParameters.append(isForgetBias ? draw + configuration.forgetBias : draw)
      }
    }
  }

  private static func truncatedNormal(fanIn: Int, from stream: RandomStream) -> Float {
    while true {
      let draw = stream.gaussian()
      if draw.magnitude <= 2 { return Float(draw * (1 / Double(fanIn)).squareRoot()) }
    }
  }
}

extension CoordinatewiseLSTM {
  /// Gate rows are i f g o, 20 rows each.
  public static func tensors(_ configuration: LearnedConfiguration) -> [LearnedTensor] {
    let (units, gates) = (LSTMShape.units, LSTMShape.gates)
    let inputs = configuration.preprocessing.kernel.channels
    return [
      LearnedTensor(name: "lstm.0.weight_ih", shape: [gates, inputs]),
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
  /// The weights laid out for the kernels, and the states of all coordinates.
  public struct State {
    fileprivate let weights: PackedLSTM
    fileprivate let window: LSTMWindow
  }

  public func initialState(for layout: ParameterLayout) -> State {
    State(
      weights: packed(metaParameters),
      window: LSTMWindow(
        coordinates: layout.count, steps: 0, preprocessing: configuration.preprocessing.kernel,
        threads: 1))
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    state.window.step(state.weights, gradient: step.gradient.span, update: &update)
  }

  private func packed(_ metaParameters: [Float]) -> PackedLSTM {
    PackedLSTM(
      metaParameters: metaParameters, inputs: configuration.preprocessing.kernel.channels,
      outputScale: configuration.outputScale)
  }
}

extension CoordinatewiseLSTM {
  public func makeWindow(for layout: ParameterLayout, steps: Int, threads: Int) -> any UnrollWindow
  {
    Window(self, for: layout, steps: steps, threads: threads)
  }

  private final class Window: UnrollWindow {
    private let rule: CoordinatewiseLSTM
    private let window: LSTMWindow
    private let layout: ParameterLayout
    private var weights: PackedLSTM
    private var sample: (coordinates: CoordinateSample, offset: Int)?

    init(_ rule: CoordinatewiseLSTM, for layout: ParameterLayout, steps: Int, threads: Int) {
      self.rule = rule
      self.layout = layout
      weights = rule.packed(rule.metaParameters)
      window = LSTMWindow(
        coordinates: layout.count, steps: steps,
        preprocessing: rule.configuration.preprocessing.kernel, threads: threads)
    }

    func reset() { window.reset() }

    func begin(metaParameters: [Float]) {
      weights = rule.packed(metaParameters)
      window.begin()
    }

    func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
      window.step(weights, gradient: step.gradient.span, update: &update)
    }

    func backward(finalGradient: Span<Float>, scale: Float, metaGradient: inout [Float]) {
      window.backward(
        weights, finalGradient: finalGradient, scale: scale, sample: sample,
        metaGradient: &metaGradient)
    }

    func sampleCoordinates(stride: Int, offset: Int) {
      if sample?.coordinates.stride == stride {
        sample?.offset = offset
        return
      }
      let sizes = layout.tensors.map(\.count)
      let tensors = Array(repeatElement(sizes, count: layout.functions).joined())
      sample = (CoordinateSample(stride: stride, tensors: tensors), offset)
    }

    func gateSaturation() -> [GateSaturation] {
      let gates = Double(window.coordinates * window.steps * LSTMShape.units)
      return zip(Self.gateNames, window.saturatedGates(weights)).map { name, count in
        GateSaturation(gate: name, share: Double(count) / gates)
      }
    }

    /// In the order of `LSTMWindow.saturatedGates`.
    private static let gateNames = (0..<2).flatMap { layer in
      ["i", "f", "g", "o"].map { "\($0)\(layer)" }
    }
  }
}

extension LearnedConfiguration.Preprocessing {
  var kernel: InputPreprocessing {
    switch self {
    case .raw: .raw
    case .logAndSign(let p): .logAndSign(p: p)
    }
  }
}
