import Optimizees
import Optimizers
import Sampling
import Settings

/// How a metaGradient is obtained: given metaParameters and functions, an estimate of
/// ∂metaLoss/∂metaParameters and what it cost.
///
/// An estimator knows nothing of clipping, Adam or running means; those are the meta-optimizer's.
/// docs/adding-an-estimator.md walks through one. `EstimatorRegistry` lists them.
public protocol MetaGradientEstimator: NamedSettings {
  /// Whether it goes backwards through a rule's windows.
  static var needsWindow: Bool { get }

  /// Inner steps of a window, of which an episode has a whole number. 1, the default, where an episode is
  /// not cut.
  var unrollLength: Int { get }

  /// Throws where a setting does not go with the functions it is meant for.
  func check(with distribution: Distribution) throws(SettingConflict)

  /// Copies of the metaParameters that run side by side; 1 by default. Time and memory are estimated from
  /// it.
  func particles(of rule: any LearnedRule) -> Int

  /// Inner steps that a particle makes in an episode of the trainer; `horizon` by default. Time is
  /// estimated from it.
  func innerSteps(ofHorizon horizon: Int) -> Int

  /// Batches of functions that an episode of the trainer may ask for (`EpisodeDraw.batch(_:)`); 1 by
  /// default.
  func batches(ofHorizon horizon: Int) -> Int

  /// Episodes of `rule` on functions laid out as `layout`.
  func episodes(of rule: any LearnedRule, for layout: ParameterLayout, threads: Int)
    -> any EstimatorEpisodes
}

extension MetaGradientEstimator {
  public var unrollLength: Int { 1 }

  public func particles(of rule: any LearnedRule) -> Int { 1 }

  public func innerSteps(ofHorizon horizon: Int) -> Int { horizon }

  public func batches(ofHorizon horizon: Int) -> Int { 1 }

  public func check(with distribution: Distribution) throws(SettingConflict) {
    try checkWindows(of: distribution)
  }

  /// That the windows fill the horizon.
  public func checkWindows(of distribution: Distribution) throws(SettingConflict) {
    guard distribution.horizon.isMultiple(of: unrollLength) else {
      throw SettingConflict(
        "unrollLength", expected: "a divisor of the horizon (\(distribution.horizon))")
    }
  }
}

/// The episodes of one meta-training run, one after the other.
public protocol EstimatorEpisodes: AnyObject {
  /// Starts an episode and forgets the last one.
  func begin(_ episode: EpisodeDraw)

  /// The next metaGradient of the episode at these metaParameters, or nil when the episode is over.
  func next(_ metaParameters: [Float]) -> MetaGradient?
}

/// What an episode starts with.
public struct EpisodeDraw {
  /// Counts the episodes of a meta-training run from 0.
  public let number: Int
  /// Inner steps; a multiple of the estimator's `unrollLength`.
  public let horizon: Int
  /// The functions of an estimator that asks for no others.
  public let batch: OptimizeeBatch
  /// The episode's own, for what an estimator draws.
  public let stream: RandomStream
  private let furtherBatch: (Int) -> OptimizeeBatch

  /// `furtherBatch` gives the batches after the first, by their index.
  public init(
    number: Int, horizon: Int, batch: OptimizeeBatch, stream: RandomStream,
    furtherBatch: @escaping (Int) -> OptimizeeBatch = { _ in
      preconditionFailure("the estimator states no further batches")
    }
  ) {
    self.number = number
    self.horizon = horizon
    self.batch = batch
    self.stream = stream
    self.furtherBatch = furtherBatch
  }

  /// One of the batches that the estimator states, laid out as the first: other functions for every
  /// index. Index 0 is `batch`.
  public func batch(_ index: Int) -> OptimizeeBatch {
    index == 0 ? batch : furtherBatch(index)
  }
}

/// An estimate of ∂metaLoss/∂metaParameters.
public struct MetaGradient {
  /// In the order of the metaParameters.
  public var values: [Float]
  /// The mean over functions and inner steps of the loss after each update.
  public var meanLoss: Double
  /// Inner steps that were made for it, over all functions.
  public var innerSteps: Int

  public init(values: [Float], meanLoss: Double, innerSteps: Int) {
    self.values = values
    self.meanLoss = meanLoss
    self.innerSteps = innerSteps
  }
}
