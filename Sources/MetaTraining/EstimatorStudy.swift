import Kernels
import Optimizees
import Optimizers
import Sampling

/// What estimators give at metaParameters that stay as they are: the sum of an estimator's metaGradients
/// over the windows of an episode, again and again, each time on other functions.
///
/// Without a bias such a sum is on average the derivative of the meta-loss of whole episodes, smoothed by
/// the perturbations.
public struct EstimatorStudy: Sendable {
  public let rule: any LearnedRule
  public let metaParameters: [Float]
  public let family: any OptimizeeFamily
  public let horizon: Int
  /// Side by side in an episode.
  public let functions: Int
  public let suiteSeed: UInt64
  public let threads: Int

  public init(
    of rule: any LearnedRule, at metaParameters: [Float], on family: any OptimizeeFamily,
    horizon: Int, functions: Int, suiteSeed: UInt64, threads: Int
  ) {
    self.rule = rule
    self.metaParameters = metaParameters
    self.family = family
    self.horizon = horizon
    self.functions = functions
    self.suiteSeed = suiteSeed
    self.threads = threads
  }

  /// Parts of a sample, from whose differences errors are taken.
  public static let groups = 20

  /// Functions of meta-validation from here on are those of studies.
  static let firstFunction = 1 << 20
}

/// Sums over episodes of an estimator's metaGradients.
public struct EstimatorSample: Codable, Equatable, Sendable {
  /// Mean of every group of episodes: [groups][metaParameters].
  public var means: [[Double]]
  /// Of one episode: the variances of all metaParameters, added.
  public var variance: Double
  /// Of one episode, over all particles and functions.
  public var innerSteps: Int
  /// Functions of the set that were drawn, from the first on.
  public var functions: Int
}

extension EstimatorStudy {
  /// `episodes` in every group, on functions from the `first` on of those set aside for studies. Nil where
  /// an estimate is not finite.
  ///
  /// Groups run on all threads. Sums go over episodes, then groups, in order.
  public func sample(
    _ estimator: any MetaGradientEstimator, episodes: Int, first: Int
  ) -> EstimatorSample? {
    let perEpisode = estimator.batches(ofHorizon: horizon) * functions
    var groups = [Group](repeating: Group(), count: Self.groups)
    groups.withUnsafeMutableBufferPointer { groups in
      nonisolated(unsafe) let groups = groups
      ParallelLoop(threads: threads).run(groups.count) { index, _ in
        groups[index] = group(
          of: estimator, episodes: episodes, first: first + index * episodes * perEpisode)
      }
    }
    let count = Double(Self.groups * episodes)
    let mean = sum(of: groups.map(\.total)).map { $0 / count }
    let squares = groups.reduce(0) { $0 + $1.squares }
    let variance = (squares - count * mean.reduce(0) { $0 + $1 * $1 }) / (count - 1)
    guard variance.isFinite else { return nil }
    return EstimatorSample(
      means: groups.map { $0.total.map { $0 / Double(episodes) } }, variance: variance,
      innerSteps: groups[0].innerSteps / episodes,
      functions: Self.groups * episodes * perEpisode)
  }

  private struct Group {
    /// Σ over episodes of their sums, and of the squared length of these.
    var total: [Double] = []
    var squares = 0.0
    var innerSteps = 0
  }

  private func group(
    of estimator: any MetaGradientEstimator, episodes: Int, first: Int
  ) -> Group {
    let source = estimator.episodes(
      of: rule, for: ParameterLayout(functions: functions, tensors: family.tensors), threads: 1)
    let batches = estimator.batches(ofHorizon: horizon)
    var group = Group(total: [Double](repeating: 0, count: metaParameters.count))
    for episode in 0..<episodes {
      func batch(_ index: Int) -> OptimizeeBatch {
        let number = Self.firstFunction + first + (episode * batches + index) * functions
        return OptimizeeBatch(
          family, .metaValidation, numbers: number..<number + functions, suiteSeed: suiteSeed)
      }
      let number = first + episode * batches * functions
      source.begin(
        EpisodeDraw(
          number: number, horizon: horizon, batch: batch(0),
          stream: RandomStream(suiteSeed: suiteSeed, role: .studies, index: number),
          furtherBatch: batch))
      var sum = [Double](repeating: 0, count: metaParameters.count)
      while let estimate = source.next(metaParameters) {
        for index in sum.indices { sum[index] += Double(estimate.values[index]) }
        group.innerSteps += estimate.innerSteps
      }
      for index in sum.indices {
        group.total[index] += sum[index]
        group.squares += sum[index] * sum[index]
      }
    }
    return group
  }
}

/// Element by element, vector after vector; there is one at least.
func sum(of vectors: [[Double]]) -> [Double] {
  vectors.dropFirst().reduce(vectors[0]) { total, vector in zip(total, vector).map { $0 + $1 } }
}
