import Optimizees
import Sampling
import Settings

/// A hand-designed optimizer with a fixed learning rate among the rules of a `Grouped` one: a rule
/// without metaParameters.
public struct FixedRule: LearnedRule {
  private let rule: HandDesigned.Rule
  private let settings: Settings

  private struct Settings: SettingsGroup {
    var learningRate = 0.0

    static let fields: [Field<Settings>] = [
      Field(
        "learningRate", \.learningRate, .positive(),
        page: "of a hand-designed optimizer, which stays as it is",
        words: { "learning rate \(shortest($0))" })
    ]
  }

  public init(_ rule: HandDesigned.Rule, learningRate: Double) {
    self.rule = rule
    settings = Settings(learningRate: learningRate)
  }

  static var keys: [String] { Settings.keys }

  public static var table: [String] { Settings.table }

  init(
    _ rule: HandDesigned.Rule, reading values: [String: any SettingSource],
    of source: any SettingSource
  ) throws {
    self.rule = rule
    settings = try Settings(reading: values, of: source)
  }

  public var tensors: [LearnedTensor] { [] }
  public var relativeCost: Double { 0.3 }
  public var kinds: [String] { [rule.name] }

  public func initialMetaParameters(from stream: RandomStream) -> [Float] { [] }

  public func optimizer(_ metaParameters: [Float]) -> any Optimizer {
    rule.make(Float(settings.learningRate))
  }

  public func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> (any UnrollWindow)? {
    func window(_ optimizer: some Optimizer) -> any UnrollWindow {
      FixedWindow(optimizer, for: layout)
    }
    return window(optimizer([]))
  }
}

extension FixedRule {
  public var canonical: CanonicalJSON { settings.canonical.with("kind", .text(rule.name)) }
  public var words: [String] { ["`\(rule.name)`"] + settings.phrases }
  public var metadata: [String: CanonicalJSON] {
    settings.stated.merging(["kind": .text(rule.name)]) { _, kind in kind }
  }
}

/// A frozen rule as a window that has nothing to differentiate.
private final class FixedWindow<Rule: Optimizer>: UnrollWindow {
  private let rule: Rule
  private let layout: ParameterLayout
  private var running: RunningOptimizer<Rule>

  init(_ rule: Rule, for layout: ParameterLayout) {
    self.rule = rule
    self.layout = layout
    running = RunningOptimizer(rule, for: layout)
  }

  func reset() { running = RunningOptimizer(rule, for: layout) }

  func begin(metaParameters: [Float], number: Int) {}

  func lookAhead(from parameters: Span<Float>, into point: inout MutableSpan<Float>) -> Bool {
    running.lookAhead(from: parameters, into: &point)
  }

  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
    running.update(&update, seeing: step)
  }

  func backward(
    finalGradient: Span<Float>, factor: Float, functions: Int, metaGradient: inout [Float]
  ) {}

  func gateSaturation() -> [GateSaturation] { [] }
}
