import Differentiation
import Optimizees
import Sampling
import Settings

// What a learned optimizer is made of:
//
//   `LearnedRule`       a value that holds the rule's settings: what its metaParameters are, and how
//                       they turn what an inner step shows into an update
//   `LearnedRuleKind`   a rule with a name and settings that suites and optimizer files can state;
//                       `LearnedRegistry` lists the kinds
//   `SignMixed`         a decorator: any rule, half of its coordinates seen through a minus
//   `Grouped`           several rules in one, each for some of a function's tensors
//   `LearnedOptimizer`  a rule and its metaParameters: all that is applied, measured and kept
//
// A rule is applied in two ways. `optimizer` gives the frozen rule, a value whose memory is a `State`
// that the caller holds. `makeWindow` gives an `UnrollWindow`, an object, because it also remembers what
// its backward pass needs. Both must give the same updates, bit for bit, and a test of every rule holds
// them together.
//
// All coordinates of all functions of an episode lie side by side in one vector (`ParameterLayout`).
// A rule that treats each coordinate alone need not know where one function ends.
//
// The metaGradient is first-order: ∂gradient/∂metaParameters counts as 0, so ∂metaLoss/∂updateₜ is the
// sum of the gradients after step t, and no optimizee is differentiated twice. `UnrollWindow.backward`
// goes through the window from its last step to its first and adds up what each update was worth.
//
// To add a rule, copy `CoordinatewiseLinear.swift`, the smallest one, and follow
// docs/adding-a-learned-optimizer.md.

/// A rule with metaParameters: how learned updates are made, without the weights that make them good.
public protocol LearnedRule: DescribedSettings {
  /// The parts of the metaParameters, in their order; each part is row-major.
  var tensors: [LearnedTensor] { get }

  /// The metaParameters of the untrained rule.
  func initialMetaParameters(from stream: RandomStream) -> [Float]

  /// The rule with frozen weights, as evaluations apply it.
  func optimizer(_ metaParameters: [Float]) -> any Optimizer

  /// A window of `steps` inner steps over parameters laid out as `layout`. Nil, the default, for a rule
  /// that knows no way back; only estimators that need none can meta-train it.
  func makeWindow(for layout: ParameterLayout, steps: Int, threads: Int) -> (any UnrollWindow)?

  /// Whether there is a window for every layout that the rule is for. By default it is asked for one of
  /// one parameter.
  var knowsWayBack: Bool { get }

  /// Throws where the rule is not for functions of these tensors. By default it is for all.
  func check(_ tensors: [ParameterTensor]) throws(SettingConflict)

  /// Floats that the rule remembers of each coordinate from step to step. Memory is estimated from it.
  var memoryPerCoordinate: Int { get }

  /// Time of an inner step, forward, beside that of the coordinatewise LSTM. Run times are estimated
  /// from it.
  var relativeCost: Double { get }

  /// Whether the rule tells small gradients apart by their magnitude's logarithm, as LogAndSign does.
  /// `l2l inspect` draws its updates over decades then.
  var seesDecades: Bool { get }

  /// What an optimizer file says of the rule, by the names of suite files.
  var metadata: [String: CanonicalJSON] { get }
}

extension LearnedRule {
  public func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> (any UnrollWindow)? { nil }

  public var knowsWayBack: Bool {
    let layout = ParameterLayout(functions: 1, parametersPerFunction: 1)
    return makeWindow(for: layout, steps: 1, threads: 1) != nil
  }

  public func check(_ tensors: [ParameterTensor]) {}

  public var memoryPerCoordinate: Int { 0 }

  public var relativeCost: Double { 1 }

  public var seesDecades: Bool { false }

  public var metaParameterCount: Int { tensors.reduce(0) { $0 + $1.count } }
}

/// A rule that suites know by name. Its settings are its stored properties, each described by a field.
public protocol LearnedRuleKind: LearnedRule, NamedSettings {}

extension LearnedRuleKind {
  public var metadata: [String: CanonicalJSON] {
    stated.merging(["kind": .text(Self.kind)]) { _, kind in kind }
  }
}

/// A named part of the metaParameters.
public struct LearnedTensor: Equatable, Sendable {
  public let name: String
  public let shape: [Int]

  public init(name: String, shape: [Int]) {
    self.name = name
    self.shape = shape
  }

  public var count: Int { shape.reduce(1, *) }
}
