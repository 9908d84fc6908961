import Evaluation
import Kernels
import Optimizees
import Optimizers
import Sampling

/// One truncated-BPTT meta step, to be timed: twenty inner steps forward and backward of the
/// coordinatewise LSTM with the first-order meta-gradient, and one step of Adam on its metaParameters.
///
/// The same work as `Benchmarks/peers` does in PyTorch and JAX, in episodes of the paper's horizon: an
/// untrained optimizer that goes on saturates the network's units, and a window leaves out coordinates
/// without a gradient, which no peer does.
public struct MetaStepBenchmark {
  public enum Workload: String, Sendable {
    /// The 784-20-10 sigmoid MLP on minibatches of 128, LogAndSign(10), output × 0.1.
    case mnist
    /// RNNprop on the same functions.
    case rnnprop
    /// 128 functions of 10 dimensions side by side, raw gradients.
    case quadratic

    fileprivate var family: String { self == .quadratic ? "quadratic-uniform-10" : "digits-mlp-20" }
    fileprivate var functions: Int { self == .quadratic ? 128 : 1 }
    fileprivate var rule: any LearnedRule {
      switch self {
      case .mnist: CoordinatewiseLSTM.forNetworks
      case .rnnprop: RNNprop()
      case .quadratic: CoordinatewiseLSTM.forQuadratics
      }
    }

    /// Weights of the matrix products forward, and of those that give the gradients of inputs.
    fileprivate var weights: (forward: Int, inputGradients: Int) {
      let (units, gates) = (LSTMShape.units, LSTMShape.gates)
      func lstm(_ channels: Int) -> Int {
        gates * (channels + units) + gates * 2 * units + units
      }
      switch self {
      case .mnist: return (lstm(2), gates * 3 * units)
      case .rnnprop: return (lstm(units) + 2 * units, gates * 4 * units)
      case .quadratic: return (lstm(1), gates * 3 * units)
      }
    }
  }

  public static let unrollLength = 20
  static let horizon = 100

  public let coordinates: Int
  /// Floating-point operations of the LSTM in one meta step by the textbook: products and sums of the
  /// matrix products forward, and twice that backward less the input's gradient; neither activations
  /// nor what is recomputed.
  public let operations: Double
  private let makeEpisode: (Int) -> Episode
  private var episode: Episode
  private var episodes = 1
  private let adam = Adam(learningRate: 0.001)
  private var state: Adam.State
  private var metaParameters: [Float]

  /// Nil when this build lacks the workload's optimizee family.
  public init?(_ workload: Workload, threads: Int) {
    guard let family = OptimizeeRegistry.family(named: workload.family) else { return nil }
    let untrained = LearnedOptimizer(
      workload.rule, drawnFrom: RandomStream(suiteSeed: 0, role: .metaParameters, index: 0))
    let layout = ParameterLayout(functions: workload.functions, tensors: family.tensors)
    guard
      let window = workload.rule.makeWindow(
        for: layout, steps: Self.unrollLength, threads: threads)
    else { return nil }
    makeEpisode = { number in
      let first = number * workload.functions
      let batch = OptimizeeBatch(
        family, .metaTrain(run: 0), numbers: first..<(first + workload.functions), suiteSeed: 0)
      return Episode(
        batch, window: window, unrollLength: Self.unrollLength, horizon: Self.horizon,
        threads: threads)
    }
    episode = makeEpisode(0)
    metaParameters = untrained.metaParameters
    state = adam.initialState(
      for: ParameterLayout(functions: 1, parametersPerFunction: metaParameters.count))
    coordinates = layout.count
    let (forward, inputGradients) = workload.weights
    operations =
      2 * Double(2 * forward + inputGradients) * Double(coordinates * Self.unrollLength)
  }

  /// One meta step; parameters and states are carried over to the next, until the episode ends.
  public mutating func step() {
    step { _ in }
  }

  mutating func step(observe: (InnerLoop) -> Void) {
    if episode.loop.step == Self.horizon {
      episode = makeEpisode(episodes)
      episodes += 1
    }
    let metaGradient = episode.runWindow(metaParameters: metaParameters, observe: observe)
      .values
    adam.apply(metaGradient, to: &metaParameters, state: &state)
  }
}
