import Kernels
import Optimizees
import Sampling

/// A rule that sees half of the coordinates through a minus: update = s · rule(s · gradient), s a sign
/// for each coordinate of a function (`CoordinateSigns`).
///
/// Functions drawn symmetrically about 0 are as likely as before. The part of an update that does not
/// depend on the gradient's sign gets another direction in each coordinate, so that a rule cannot move
/// all weights of a network one way. Parameters are seen through the same signs.
public struct SignMixed<Rule: LearnedOptimizer>: LearnedOptimizer {
  public static var kind: String { Rule.kind }
  public static var takesRawGradientsOnly: Bool { Rule.takesRawGradientsOnly }
  public static var hasForgetGates: Bool { Rule.hasForgetGates }
  public static var samplesCoordinates: Bool { Rule.samplesCoordinates }
  public static var memoryPerCoordinate: Int { Rule.memoryPerCoordinate }
  public static var relativeCost: Double { Rule.relativeCost }

  private var rule: Rule

  public var configuration: LearnedConfiguration { rule.configuration }
  public var metaParameters: [Float] {
    get { rule.metaParameters }
    set { rule.metaParameters = newValue }
  }

  public init(_ configuration: LearnedConfiguration, drawnFrom stream: RandomStream) {
    rule = Rule(configuration, drawnFrom: stream)
  }

  public init?(_ configuration: LearnedConfiguration, metaParameters: [Float]) {
    guard let rule = Rule(configuration, metaParameters: metaParameters) else { return nil }
    self.rule = rule
  }

  public static func tensors(_ configuration: LearnedConfiguration) -> [LearnedTensor] {
    Rule.tensors(configuration)
  }
}

extension SignMixed {
  public struct State {
    fileprivate let signs: MixedSigns
    fileprivate var inner: Rule.State
  }

  public func initialState(for layout: ParameterLayout) -> State {
    State(
      signs: MixedSigns(configuration.signs, for: layout), inner: rule.initialState(for: layout))
  }

  public func update(
    _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
  ) {
    rule.update(&update, seeing: state.signs.turned(step), state: &state.inner)
    state.signs.turn(&update)
  }
}

extension SignMixed {
  public func makeWindow(for layout: ParameterLayout, steps: Int, threads: Int) -> any UnrollWindow
  {
    Window(
      rule.makeWindow(for: layout, steps: steps, threads: threads),
      signs: MixedSigns(configuration.signs, for: layout))
  }

  private final class Window: UnrollWindow {
    private let inner: any UnrollWindow
    private let signs: MixedSigns

    init(_ inner: any UnrollWindow, signs: MixedSigns) {
      self.inner = inner
      self.signs = signs
    }

    func reset() { inner.reset() }

    func begin(metaParameters: [Float]) { inner.begin(metaParameters: metaParameters) }

    func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
      inner.update(&update, seeing: signs.turned(step))
      signs.turn(&update)
    }

    func backward(finalGradient: Span<Float>, scale: Float, metaGradient: inout [Float]) {
      let final = signs.turned(finalGradient.indices.map { finalGradient[$0] })
      inner.backward(finalGradient: final.span, scale: scale, metaGradient: &metaGradient)
    }

    func sampleCoordinates(stride: Int, offset: Int) {
      inner.sampleCoordinates(stride: stride, offset: offset)
    }

    func gateSaturation() -> [GateSaturation] { inner.gateSaturation() }
  }
}

/// The signs of all coordinates of a layout.
private struct MixedSigns {
  /// +1 or −1: [layout.count].
  private let signs: [Float]

  init(_ signs: LearnedConfiguration.Signs?, for layout: ParameterLayout) {
    let first = signs == .afterFirstTensor ? layout.tensors[0].count : 0
    let function: [Float] = (0..<layout.parametersPerFunction).map {
      signs == nil || $0 < first ? 1 : CoordinateSigns.sign(of: $0)
    }
    self.signs = Array(repeatElement(function, count: layout.functions).joined())
  }

  /// Values times their signs, and + 0: a gradient of −0 is not the +0 that idle coordinates meet.
  func turned(_ values: [Float]) -> [Float] {
    values.indices.map { values[$0] * signs[$0] + 0 }
  }

  func turned(_ step: InnerStep) -> InnerStep {
    InnerStep(
      number: step.number, horizon: step.horizon, parameters: turned(step.parameters),
      gradient: turned(step.gradient), losses: step.losses)
  }

  func turn(_ update: inout MutableSpan<Float>) {
    for index in 0..<update.count { update[index] *= signs[index] }
  }
}
