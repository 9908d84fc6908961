import Evaluation
import Optimizees
import Optimizers
import Sampling

/// One meta step of persistent evolution strategies, to be timed: every particle makes twenty inner steps
/// of the 784-20-10 sigmoid MLP on minibatches of 128, then Adam makes one step.
///
/// The same work as `Benchmarks/peers` does in JAX: episodes of 100 updates, begun by all particles
/// together.
public struct ParticleBenchmark {
  public enum Workload: String, CaseIterable, Sendable {
    /// The small MLP of 197 weights; eight pairs.
    case smallMLP = "pes"
    /// The coordinatewise LSTM, LogAndSign(10), output × 0.1; four pairs.
    case lstm = "es-lstm"

    fileprivate var pairs: Int { self == .smallMLP ? 8 : 4 }
    fileprivate var rule: any LearnedRule {
      self == .smallMLP ? SmallMLP() : CoordinatewiseLSTM.forNetworks
    }
  }

  public static let unrollLength = 20
  private static let horizon = 100

  public let coordinates: Int
  public let metaParameterCount: Int
  public let particles: Int
  private let makeEpisode: (Int) -> EpisodeDraw
  private let episodes: any EstimatorEpisodes
  private var begun = 0
  private let adam = Adam(learningRate: 0.001)
  private var state: Adam.State
  private var metaParameters: [Float]

  /// Nil when this build lacks the optimizee family.
  public init?(_ workload: Workload, threads: Int) {
    guard let family = OptimizeeRegistry.family(named: "digits-mlp-20") else { return nil }
    let rule = workload.rule
    let estimator = PersistentEvolutionStrategies(
      standardDeviation: 0.01, pairs: workload.pairs, unrollLength: Self.unrollLength)
    let layout = ParameterLayout(functions: 1, tensors: family.tensors)
    makeEpisode = { number in
      func batch(_ index: Int) -> OptimizeeBatch {
        let function = number * workload.pairs + index
        return OptimizeeBatch(
          family, .metaTrain(run: 0), numbers: function..<function + 1, suiteSeed: 0)
      }
      return EpisodeDraw(
        number: number, horizon: Self.horizon, batch: batch(0),
        stream: RandomStream(suiteSeed: 0, role: .perturbations, index: number),
        furtherBatch: batch)
    }
    episodes = estimator.episodes(of: rule, for: layout, threads: threads)
    metaParameters = rule.initialMetaParameters(
      from: RandomStream(suiteSeed: 0, role: .metaParameters, index: 0))
    state = adam.initialState(
      for: ParameterLayout(functions: 1, parametersPerFunction: metaParameters.count))
    coordinates = layout.count
    metaParameterCount = metaParameters.count
    particles = 2 * workload.pairs
  }

  /// One meta step; an episode that has ended is followed by the next.
  public mutating func step() {
    if let metaGradient = episodes.next(metaParameters) {
      adam.apply(metaGradient.values, to: &metaParameters, state: &state)
      return
    }
    episodes.begin(makeEpisode(begun))
    begun += 1
    step()
  }
}
