import Optimizees
import Sampling
import Settings

/// A hand-designed optimizer with fixed settings among the rules of a `Grouped` one: a rule without
/// metaParameters.
public struct FixedRule: LearnedRule {
  private let rule: SettledRule

  public init(_ rule: SettledRule) { self.rule = rule }

  public var tensors: [LearnedTensor] { [] }
  public var relativeCost: Double { 0.3 }
  public var kinds: [String] { [rule.name] }

  public func initialMetaParameters(from stream: RandomStream) -> [Float] { [] }

  public func optimizer(_ metaParameters: [Float]) -> any Optimizer { rule.optimizer }

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
  public var canonical: CanonicalJSON { rule.canonical }
  public var words: [String] { rule.words }

  /// Settings at their defaults are left out.
  public var metadata: [String: CanonicalJSON] {
    guard case .object(let fields) = rule.canonical else { preconditionFailure("settings") }
    return fields
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
    finalGradient: Span<Float>, factor: Float, functions: Int, lossOf: WindowLoss,
    metaGradient: inout [Float]
  ) {}

  func backward(updateGradients: [[Float]], functions: Int, metaGradient: inout [Float]) {}

  func gateSaturation() -> [GateSaturation] { [] }
}
