import Differentiation
import Kernels
import Optimizees
import Sampling
import Settings

/// A rule that sees half of the coordinates through a minus: update = s · rule(s · gradient), s a sign
/// for each coordinate of a function (`CoordinateSigns`).
///
/// Functions drawn symmetrically about 0 are as likely as before. The part of an update that does not
/// depend on the gradient's sign gets another direction in each coordinate, so that a rule cannot move
/// all weights of a network one way. Parameters are seen through the same signs.
public struct SignMixed: LearnedRule {
  /// The coordinates that have signs.
  public enum Signs: String, CaseIterable, Sendable {
    case everywhere = "mixed"
    /// All except those of a function's first tensor.
    case afterFirstTensor = "mixed-after-first-tensor"
  }

  public let rule: any LearnedRule
  public let signs: Signs

  public init(_ rule: any LearnedRule, signs: Signs) {
    self.rule = rule
    self.signs = signs
  }

  public var tensors: [LearnedTensor] { rule.tensors }
  public var memoryPerCoordinate: Int { rule.memoryPerCoordinate }
  public var relativeCost: Double { rule.relativeCost }
  public var seesDecades: Bool { rule.seesDecades }
  public var kinds: [String] { rule.kinds }

  public func check(_ tensors: [ParameterTensor]) throws(SettingConflict) {
    try rule.check(tensors)
  }

  public func initialMetaParameters(from stream: RandomStream) -> [Float] {
    rule.initialMetaParameters(from: stream)
  }
}

extension SignMixed {
  /// What the decorator adds to the settings of any rule.
  private struct Settings: SettingsGroup {
    var signs: Signs?

    static let fields: [Field<Settings>] = [
      Field(
        "coordinateSigns", \.signs, .choice("what is done with signs"), saying: "as they are",
        page:
          "of any kind: the gradient and the update of half of the coordinates are multiplied by"
          + " −1; with `mixed-after-first-tensor` except in a function's first tensor; see below",
        words: { "coordinate signs \($0.rawValue)" })
    ]
  }

  public static var keys: [String] { Settings.keys }

  public static var table: [String] { Settings.table }

  /// `rule` as the decorator's settings among `values` want it.
  static func decorating(
    _ rule: any LearnedRule, reading values: [String: any SettingSource],
    of source: any SettingSource
  ) throws -> any LearnedRule {
    let settings = try Settings(reading: values, of: source)
    return settings.signs.map { SignMixed(rule, signs: $0) } ?? rule
  }

  private var settings: Settings {
    var settings = Settings()
    settings.signs = signs
    return settings
  }

  public var canonical: CanonicalJSON {
    settings.stated.reduce(rule.canonical) { $0.with($1.key, $1.value) }
  }

  public var words: [String] { rule.words + settings.phrases }

  public var metadata: [String: CanonicalJSON] {
    rule.metadata.merging(settings.stated) { _, own in own }
  }
}

extension SignMixed {
  public func optimizer(_ metaParameters: [Float]) -> any Optimizer {
    func turned(_ rule: some Optimizer) -> any Optimizer { Frozen(rule: rule, signs: signs) }
    return turned(rule.optimizer(metaParameters))
  }

  private struct Frozen<Rule: Optimizer>: Optimizer {
    let rule: Rule
    let signs: Signs

    struct State {
      let signs: MixedSigns
      var inner: Rule.State
    }

    func initialState(for layout: ParameterLayout) -> State {
      State(signs: MixedSigns(signs, for: layout), inner: rule.initialState(for: layout))
    }

    func update(
      _ update: inout MutableSpan<Float>, seeing step: InnerStep, state: inout State
    ) {
      rule.update(&update, seeing: state.signs.turned(step), state: &state.inner)
      state.signs.turn(&update)
    }

    func takeOver(_ state: inout State) { rule.takeOver(&state.inner) }
  }
}

extension SignMixed {
  public var knowsWayBack: Bool { rule.knowsWayBack }

  public func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> (any UnrollWindow)? {
    rule.makeWindow(for: layout, steps: steps, threads: threads).map {
      Window($0, signs: MixedSigns(signs, for: layout))
    }
  }

  private final class Window: UnrollWindow {
    private let inner: any UnrollWindow
    private let signs: MixedSigns

    init(_ inner: any UnrollWindow, signs: MixedSigns) {
      self.inner = inner
      self.signs = signs
    }

    func reset() { inner.reset() }

    func begin(metaParameters: [Float], number: Int) {
      inner.begin(metaParameters: metaParameters, number: number)
    }

    func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
      inner.update(&update, seeing: signs.turned(step))
      signs.turn(&update)
    }

    func backward(
      finalGradient: Span<Float>, factor: Float, functions: Int, lossOf: WindowLoss,
      metaGradient: inout [Float]
    ) {
      let final = signs.turned(finalGradient.indices.map { finalGradient[$0] })
      inner.backward(
        finalGradient: final.span, factor: factor, functions: functions, lossOf: lossOf,
        metaGradient: &metaGradient)
    }

    func backward(updateGradients: [[Float]], functions: Int, metaGradient: inout [Float]) {
      inner.backward(
        updateGradients: updateGradients.map(signs.turned), functions: functions,
        metaGradient: &metaGradient)
    }

    func gateSaturation() -> [GateSaturation] { inner.gateSaturation() }
  }
}

/// The signs of all coordinates of a layout.
private struct MixedSigns {
  /// +1 or −1: [layout.count].
  private let signs: [Float]

  init(_ signs: SignMixed.Signs, for layout: ParameterLayout) {
    let first = signs == .afterFirstTensor ? layout.tensors[0].count : 0
    let function: [Float] = (0..<layout.parametersPerFunction).map {
      $0 < first ? 1 : CoordinateSigns.sign(of: $0)
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
