import Evaluation
import Foundation
import Optimizees
import Optimizers
import Sampling
import Settings
import TestSupport
import Testing

@testable import MetaTraining

private func estimate(
  _ estimator: EvolutionStrategies, of rule: any LearnedRule, at metaParameters: [Float],
  on draw: EpisodeDraw, threads: Int = 1
) throws -> MetaGradient {
  let episodes = estimator.episodes(of: rule, for: draw.batch.layout, threads: threads)
  episodes.begin(draw)
  let first = try #require(episodes.next(metaParameters))
  #expect(episodes.next(metaParameters) == nil, "an episode gives one metaGradient")
  return first
}

@Suite struct EvolutionStrategiesTests {
  /// Three points of Gauss and Hermite are exact up to degree 5, so that E L(φ + σε) ε / σ is too.
  @Test func theMeanApproachesTheGradientOfTheSmoothedMetaLoss() throws {
    let (deviation, point) = (0.4, [-0.3, 0.1])
    let nodes = [(-3.0.squareRoot(), 1.0 / 6), (0, 2.0 / 3), (3.0.squareRoot(), 1.0 / 6)]
    var smoothed = [0.0, 0.0]
    for (first, firstWeight) in nodes {
      for (second, secondWeight) in nodes {
        let loss = twoStepMetaLoss([point[0] + deviation * first, point[1] + deviation * second])
        smoothed[0] += firstWeight * secondWeight * loss * first / deviation
        smoothed[1] += firstWeight * secondWeight * loss * second / deviation
      }
    }
    let plain = centralDifferences(at: point, of: 0..<2, twoStepMetaLoss)
    let estimator = EvolutionStrategies(standardDeviation: deviation, pairs: 64)
    let estimates = try (0..<64).map { number in
      try estimate(
        estimator, of: CoordinatewiseLinear(outputScale: 1), at: point.map { Float($0) },
        on: episode("quadratic-uniform-1", functions: 3, horizon: 2, number: number)
      ).values.map(Double.init)
    }
    for index in 0..<2 {
      let values = estimates.map { $0[index] }
      let mean = values.reduce(0, +) / 64
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 63
      let error = (variance / 64).squareRoot()
      #expect(abs(mean - smoothed[index]) < 3 * error)
      #expect(abs(plain[index] - smoothed[index]) > 6 * error, "smoothing shows")
    }
  }

  @Test func theMeanLossIsThatOfTheParticles() throws {
    let rule = CoordinatewiseLinear(outputScale: 1)
    let draw = try episode("quadratic-uniform-4", functions: 3, horizon: 5)
    let result = try estimate(
      EvolutionStrategies(standardDeviation: 1e-6, pairs: 2), of: rule, at: [-0.01, 0], on: draw)
    let trajectories = Evaluator.trajectories(
      of: rule.optimizer([-0.01, 0]), on: draw.batch, horizon: 5)
    let losses = trajectories.flatMap { $0.losses.dropFirst() }
    let mean = losses.reduce(0) { $0 + Double($1) } / Double(losses.count)
    #expect(abs(result.meanLoss / mean - 1) < 1e-4)
    #expect(result.innerSteps == 2 * 2 * 3 * 5)
  }

  /// The two of a pair differ by what σ does alone. Were their minibatches others, the smaller σ would
  /// give a metaGradient ten times as long.
  @Test(.optimized) func aPairMeetsTheSameMinibatches() throws {
    let norms = try [1e-2, 1e-3].map { deviation in
      try estimate(
        EvolutionStrategies(standardDeviation: deviation, pairs: 2),
        of: CoordinatewiseLinear(outputScale: 1), at: [-0.1, 0],
        on: episode("digits-mlp-2-batch-4", functions: 1, horizon: 4)
      ).values.norm
    }
    #expect(abs(norms[0] / norms[1] - 1) < 0.2, "\(norms)")
  }

  @Test(.optimized, arguments: [2, 3])
  func bitsDoNotDependOnThreads(threads: Int) throws {
    let rule = CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.1)
    let metaParameters = rule.initialMetaParameters(
      from: RandomStream(suiteSeed: 1, role: .metaParameters, index: 0))
    let results = try [1, threads].map { threads in
      try estimate(
        EvolutionStrategies(standardDeviation: 0.1, pairs: 3), of: rule, at: metaParameters,
        on: episode("digits-mlp-2-batch-4", functions: 2, horizon: 3), threads: threads)
    }
    #expect(results[0].values == results[1].values)
    #expect(results[0].meanLoss == results[1].meanLoss)
  }

  private func trainer(
    _ rule: any LearnedRule, threads: Int = 1, resuming snapshot: MetaTrainer.Snapshot? = nil
  ) throws -> MetaTrainer? {
    try quadraticTrainer(
      TrainingSettings(
        rule: rule, distribution: quadraticDistribution,
        estimator: EvolutionStrategies(standardDeviation: 0.02, pairs: 4),
        metaOptimizer: MetaOptimizer(learningRate: 0.02),
        schedule: TrainingSchedule(epochs: 3, episodesPerEpoch: 6)),
      metaLearningRate: 0.02, threads: threads, resuming: snapshot)
  }

  @Test func aRuleThatKnowsNoWayBackIsMetaTrained() throws {
    var trainer = try #require(try trainer(NoWayBack()))
    while trainer.stopped == nil { trainer.runEpoch() }
    let losses = trainer.progress.epochs.map { $0.validationLoss ?? .infinity }
    #expect(losses[3] < 0.7 * losses[0], "\(losses)")
    #expect(trainer.progress.meta.metaSteps == 18)
    #expect(trainer.progress.innerSteps == 18 * 8 * 8 * 6)
  }

  @Test func aStoppedRunComesToTheSameBits() throws {
    let rule = CoordinatewiseLinear(outputScale: 1)
    var uninterrupted = try #require(try trainer(rule, threads: 2))
    while uninterrupted.stopped == nil { uninterrupted.runEpoch() }
    let run = try StoppedRun(from: try #require(try trainer(rule))) {
      try #require(try trainer(rule, resuming: $0))
    }
    #expect(run.stops == 18)
    #expect(run.ended.snapshot == uninterrupted.snapshot)
  }
}

/// update = w · gradient, no window.
private struct NoWayBack: LearnedRuleKind {
  static let kind = "no-way-back"
  static let fields: [Field<NoWayBack>] = []

  var tensors: [LearnedTensor] { [LearnedTensor(name: "w", shape: [1])] }

  func initialMetaParameters(from stream: RandomStream) -> [Float] { [0] }

  func optimizer(_ metaParameters: [Float]) -> any Optimizer {
    SGD(learningRate: -metaParameters[0])
  }
}
