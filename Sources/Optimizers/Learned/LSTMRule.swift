import Kernels
import Optimizees

/// A rule that `LSTMWindow` computes: its window and its frozen optimizer follow from the two below.
protocol LSTMRule: LearnedRule {
  var kernelPreprocessing: InputPreprocessing { get }
  /// n: a window takes its metaGradient from every n-th chunk of 32 coordinates of large tensors.
  var metaGradientStride: Int { get }
  /// The metaParameters as the kernels want them.
  func packed(_ metaParameters: [Float]) -> PackedLSTM
}

extension LSTMRule {
  public func optimizer(_ metaParameters: [Float]) -> any Optimizer {
    FrozenLSTM(weights: packed(metaParameters), preprocessing: kernelPreprocessing)
  }

  public func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> (any UnrollWindow)? {
    LSTMRuleWindow(self, for: layout, steps: steps, threads: threads)
  }
}

private struct FrozenLSTM: Optimizer {
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

private final class LSTMRuleWindow: UnrollWindow {
  private let rule: any LSTMRule
  private let window: LSTMWindow
  private let coordinates: CoordinateSample?
  /// Of the window under way; nil before the first.
  private var weights: PackedLSTM?
  private var sample: (coordinates: CoordinateSample, offset: Int)?

  init(_ rule: any LSTMRule, for layout: ParameterLayout, steps: Int, threads: Int) {
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
