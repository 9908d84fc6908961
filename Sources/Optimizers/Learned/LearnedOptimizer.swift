import Optimizees
import Sampling

// What a learned optimizer is made of:
//
//   `kind`                  the name in suites and optimizer files; `LearnedRegistry` looks it up
//   `LearnedConfiguration`  how gradients come in and updates go out; a suite chooses it
//   `metaParameters`        all weights in one flat vector; `tensors` names its parts for the file
//   `initialState`, `update` of `Optimizer`: the frozen rule, as evaluations apply it
//   `makeWindow`            the same rule as meta-training applies it: an `UnrollWindow`
//   `SignMixed`             a decorator: any rule, half of its coordinates seen through a minus
//
// The frozen rule is a value and keeps its memory in a `State` that the caller holds. A window is an
// object, because it also remembers what its backward pass needs. Both must give the same updates, bit
// for bit, and a test of every rule holds them together.
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

/// A meta-trained rule: an optimizer with metaParameters and a way to differentiate through its steps.
public protocol LearnedOptimizer: Optimizer {
  /// What suites and optimizer files call this kind of rule.
  static var kind: String { get }

  /// A phrase on what the rule is, for `l2l list`; empty by default.
  static var summary: String { get }

  /// Whether the rule has no use for a preprocessing other than `raw`.
  static var takesRawGradientsOnly: Bool { get }

  /// Whether the rule has forget gates, whose bias an untrained one starts at `forgetBias`.
  static var hasForgetGates: Bool { get }

  /// Whether the rule's windows can take a metaGradient from a part of the coordinates.
  static var samplesCoordinates: Bool { get }

  /// Floats that the rule remembers of each coordinate from step to step. Memory is estimated from it.
  static var memoryPerCoordinate: Int { get }

  /// Time of an inner step, forward, beside that of the coordinatewise LSTM. Run times are estimated
  /// from it.
  static var relativeCost: Double { get }

  /// All weights, tensor after tensor in the order of `tensors`, each row-major.
  var metaParameters: [Float] { get set }

  /// The tensors of the optimizer file.
  static func tensors(_ configuration: LearnedConfiguration) -> [LearnedTensor]

  var configuration: LearnedConfiguration { get }

  /// The untrained rule.
  init(_ configuration: LearnedConfiguration, drawnFrom stream: RandomStream)

  /// A rule with given weights; nil when their number is not the rule's.
  init?(_ configuration: LearnedConfiguration, metaParameters: [Float])

  /// A window of `steps` inner steps over parameters laid out as `layout`.
  func makeWindow(for layout: ParameterLayout, steps: Int, threads: Int) -> any UnrollWindow
}

extension LearnedOptimizer {
  public static var summary: String { "" }

  public static var memoryPerCoordinate: Int { 0 }

  public static var relativeCost: Double { 1 }

  public static var takesRawGradientsOnly: Bool { false }

  public static var hasForgetGates: Bool { false }

  public static var samplesCoordinates: Bool { false }

  public var tensors: [LearnedTensor] { Self.tensors(configuration) }
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

/// How gradients come in and updates go out.
public struct LearnedConfiguration: Equatable, Sendable {
  public enum Preprocessing: Equatable, Sendable {
    /// The gradient itself.
    case raw
    /// The two channels of Andrychowicz et al. (2016), appendix A.
    case logAndSign(p: Float)
  }

  /// The coordinates that a `SignMixed` rule sees through signs.
  public enum Signs: String, CaseIterable, Sendable {
    case everywhere = "mixed"
    /// All but those of a function's first tensor.
    case afterFirstTensor = "mixed-after-first-tensor"
  }

  public let preprocessing: Preprocessing
  /// Factor on the output.
  public let outputScale: Float
  /// Nil for a rule that sees every coordinate as it is.
  public let signs: Signs?
  /// Added to the forget biases of the untrained rule. From there on it is part of the weights, so an
  /// optimizer file does not state it.
  public let forgetBias: Float

  /// Sonnet v1's.
  public static let defaultForgetBias: Float = 1

  public init(
    preprocessing: Preprocessing, outputScale: Float, signs: Signs? = nil,
    forgetBias: Float = defaultForgetBias
  ) {
    self.preprocessing = preprocessing
    self.outputScale = outputScale
    self.signs = signs
    self.forgetBias = forgetBias
  }

  /// Whether eᵖ and e⁻ᵖ are normal numbers of a Float, with room to spare.
  public static func isUsable(p: Float) -> Bool { 0 < p && p <= 80 }
}

/// A truncation window: inner steps forward, then the metaGradient backwards, cut at its start.
///
/// Call `reset` once an episode; then, for each window, `begin`, `steps` times `update`, and `backward`.
public protocol UnrollWindow: AnyObject, UpdateSource {
  /// Starts an episode: every state as before the first update.
  func reset()

  /// Starts a window from where the last one ended, with these weights.
  func begin(metaParameters: [Float])

  /// One inner step: writes the update of all coordinates and keeps what `backward` needs.
  func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep)

  /// Adds `scale` times the first-order metaGradient of Σ_{t=1…steps} f(parameters_t), with
  /// `finalGradient` the gradient after the last step.
  func backward(finalGradient: Span<Float>, scale: Float, metaGradient: inout [Float])

  /// From here on `backward` takes its metaGradient from every `stride`-th chunk of 32 coordinates of
  /// large tensors, beginning with chunk `offset`, a number below `stride`, and counts it `stride`
  /// times. Only rules that say `samplesCoordinates` are asked; by default there is nothing to do.
  func sampleCoordinates(stride: Int, offset: Int)

  /// How saturated the gates were in the window, asked for after its `backward`; empty, the default,
  /// for rules without gates.
  func gateSaturation() -> [GateSaturation]
}

extension UnrollWindow {
  public func sampleCoordinates(stride: Int, offset: Int) {}
}
