import Evaluation
import Foundation
import Kernels
import Optimizees
import Optimizers
import Sampling
import Settings
import TestSupport
import Testing

@testable import MetaTraining

private func estimates(
  _ estimator: some PairedEstimator, of rule: any LearnedRule, at metaParameters: [Float],
  on draw: EpisodeDraw, threads: Int = 1
) -> [MetaGradient] {
  let episodes = estimator.episodes(of: rule, for: draw.batch.layout, threads: threads)
  episodes.begin(draw)
  var all: [MetaGradient] = []
  while let next = episodes.next(metaParameters) { all.append(next) }
  return all
}

/// An estimator of each scheme with the same settings.
private func everyScheme(
  standardDeviation: Double, pairs: Int, unrollLength: Int, shortestHorizon: Int? = nil,
  generation: Int = 1
) -> [any PairedEstimator] {
  [
    TruncatedEvolutionStrategies(
      standardDeviation: standardDeviation, pairs: pairs, unrollLength: unrollLength,
      shortestHorizon: shortestHorizon, generation: generation),
    PersistentEvolutionStrategies(
      standardDeviation: standardDeviation, pairs: pairs, unrollLength: unrollLength,
      shortestHorizon: shortestHorizon, generation: generation),
    NoiseReuseEvolutionStrategies(
      standardDeviation: standardDeviation, pairs: pairs, unrollLength: unrollLength,
      shortestHorizon: shortestHorizon, generation: generation),
  ]
}

@Suite struct PairedEstimatorMeanTests {
  private static let deviation = 0.4
  private static let point = [-0.3, 0.1]
  /// Three points of Gauss and Hermite are exact up to degree 5.
  private static let nodes = [
    (-3.0.squareRoot(), 1.0 / 6), (0, 2.0 / 3), (3.0.squareRoot(), 1.0 / 6),
  ]

  /// E value(ε₁, ε₂), each ε of w and b.
  private static func expectation(_ value: ([Double], [Double]) -> [Double]) -> [Double] {
    var total = [0.0, 0.0]
    for (a, aWeight) in nodes {
      for (b, bWeight) in nodes {
        for (c, cWeight) in nodes {
          for (d, dWeight) in nodes {
            let weight = aWeight * bWeight * cWeight * dWeight
            for (index, part) in value([a, b], [c, d]).enumerated() {
              total[index] += weight * part
            }
          }
        }
      }
    }
    return total
  }

  private static func moved(_ direction: [Double]) -> [Double] {
    zip(point, direction).map { $0 + deviation * $1 }
  }

  /// What the sum over the two windows of an episode should be on average.
  private static func wanted(_ scheme: PairScheme) -> [Double] {
    expectation { first, second in
      switch scheme {
      case .truncated:
        let one = twoStepLosses(moved(first), point).first
        let two = twoStepLosses(point, moved(second)).second
        return [0, 1].map { (one * first[$0] + two * second[$0]) / deviation }
      case .persistent:
        let losses = twoStepLosses(moved(first), moved(second))
        let total = losses.first + losses.second
        return [0, 1].map { total * (first[$0] + second[$0]) / deviation }
      case .noiseReuse:
        let total = twoStepMetaLoss(moved(first))
        return [0, 1].map { total * first[$0] / deviation }
      }
    }
  }

  /// Both ends of a step of the quadratic are sums of exact moments, so nothing but chance is left.
  @Test(.optimized) func theMeanIsThatOfTheSmoothedMetaLoss() throws {
    let plain = centralDifferences(at: Self.point, of: 0..<2, twoStepMetaLoss)
    for estimator in everyScheme(
      standardDeviation: Self.deviation, pairs: 64, unrollLength: 1)
    {
      let scheme = type(of: estimator).scheme
      let wanted = Self.wanted(scheme)
      let sums = try (0..<64).map { number in
        let windows = estimates(
          estimator, of: CoordinatewiseLinear(outputScale: 1), at: Self.point.map { Float($0) },
          on: try episode("quadratic-uniform-1", functions: 3, horizon: 2, number: number).repeating
        )
        #expect(windows.count == 2)
        return [0, 1].map { index in windows.reduce(0.0) { $0 + Double($1.values[index]) } }
      }
      var isPlain: [Bool] = []
      for index in 0..<2 {
        let values = sums.map { $0[index] }
        let mean = values.reduce(0, +) / 64
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 63
        let error = (variance / 64).squareRoot()
        #expect(abs(mean - wanted[index]) < 3 * error, "\(scheme): \(mean) ± \(error), \(wanted)")
        isPlain.append(abs(plain[index] - wanted[index]) < 4 * error)
      }
      #expect(isPlain.contains(false), "\(scheme): smoothing or truncation shows")
    }
  }

  /// With one pair, and a window that is the whole episode, all are evolution strategies, draw for draw.
  @Test func oneWindowIsTheWholeEpisode() throws {
    func draw() throws -> EpisodeDraw {
      try episode("quadratic-uniform-3", functions: 2, horizon: 4)
    }
    let (rule, point): (CoordinatewiseLinear, [Float]) = (
      CoordinatewiseLinear(outputScale: 1), [-0.05, 0]
    )
    let whole = EvolutionStrategies(standardDeviation: 0.02, pairs: 1)
      .episodes(of: rule, for: try draw().batch.layout, threads: 1)
    whole.begin(try draw())
    let wanted = try #require(whole.next(point))
    for estimator in everyScheme(standardDeviation: 0.02, pairs: 1, unrollLength: 4) {
      let found = estimates(estimator, of: rule, at: point, on: try draw())
      #expect(found.count == 1)
      for (found, wanted) in zip(found[0].values, wanted.values) {
        #expect(abs(found / wanted - 1) < 1e-5, "\(type(of: estimator))")
      }
      #expect(found[0].meanLoss == wanted.meanLoss)
    }
  }
}

/// f(x) = x from x = 0: with update = b, x after t updates is t b, so that estimates are sums of draws.
private struct Slope: Optimizee {
  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    gradient[0] = 0
    return parameters[0]
  }

  func loss(at parameters: Span<Float>, step: Int) -> Float { parameters[0] }

  static func episode(horizon: Int, number: Int, batches: Int = .max) -> EpisodeDraw {
    let batch = OptimizeeBatch(functions: [Slope()], parameterCount: 1, initialParameters: [0])
    return EpisodeDraw(
      number: number, horizon: horizon, batch: batch,
      stream: RandomStream(suiteSeed: 9, role: .perturbations, index: number),
      furtherBatch: { index in
        precondition(index < batches, "batch \(index) of \(batches)")
        return batch
      })
  }
}

/// The estimates of one pair on `Slope`, step after step as the schemes are defined.
private struct StepwiseReference {
  var windows: [Double] = []
  /// Σ over steps of the number of the step in its episode: ∂/∂b of the sum of all losses.
  var derivative = 0.0
  var resetsInside = 0

  init(_ estimator: some PairedEstimator, horizon: Int, number: Int) {
    let stream = Slope.episode(horizon: horizon, number: number).stream
    let scheme = type(of: estimator).scheme
    let shortest = estimator.shortestHorizon ?? horizon
    func direction() -> Double {
      _ = stream.gaussian()
      return stream.gaussian()
    }
    var (remaining, age, isFirst) = (0, 0, true)
    var (epsilon, sum, path) = (0.0, 0.0, 0.0)
    for _ in 0..<estimator.innerSteps(ofHorizon: horizon) / estimator.unrollLength {
      if scheme != .noiseReuse { epsilon = direction() }
      sum += epsilon
      if scheme == .truncated { path = 0 }
      var estimate = 0.0
      for step in 0..<estimator.unrollLength {
        if remaining == 0 {
          let ratio = Double(horizon + 1) / Double(shortest)
          remaining =
            shortest < horizon ? Int(Double(shortest) * pow(ratio, stream.uniform())) : horizon
          if isFirst && estimator.generation > 1 {
            remaining = 1 + stream.integer(below: remaining)
          }
          isFirst = false
          if scheme == .noiseReuse { epsilon = direction() }
          if step > 0 { resetsInside += 1 }
          (age, path, sum) = (0, 0, epsilon)
        }
        remaining -= 1
        age += 1
        path += epsilon
        estimate += path * (scheme == .persistent ? sum : epsilon)
        derivative += Double(age)
      }
      windows.append(estimate)
    }
  }
}

@Suite struct ResetTests {
  /// Episodes of 3 to 8 updates, windows of 4, staggered starts.
  private static func schemes(pairs: Int = 1) -> [any PairedEstimator] {
    everyScheme(
      standardDeviation: 0.5, pairs: pairs, unrollLength: 4, shortestHorizon: 3, generation: 4)
  }

  private static func reference(
    _ estimator: some PairedEstimator, _ number: Int
  ) -> StepwiseReference { StepwiseReference(estimator, horizon: 8, number: number) }

  @Test func lossesBeforeAnEndAreMultipliedByWhatLedToThem() {
    for estimator in Self.schemes() {
      var resets = 0
      for number in 0..<20 {
        let wanted = Self.reference(estimator, number)
        let found = estimates(
          estimator, of: CoordinatewiseLinear(outputScale: 1), at: [0, 0.25],
          on: Slope.episode(horizon: 8, number: number))
        #expect(found.count == 8)
        for (found, wanted) in zip(found, wanted.windows) {
          #expect(
            abs(Double(found.values[1]) - wanted) < 1e-4 * max(1, abs(wanted)),
            "\(type(of: estimator)) \(number)")
        }
        resets += wanted.resetsInside
      }
      #expect(resets > 60, "episodes end inside windows")
    }
  }

  /// The reference's own mean: a whole episode's derivative for the schemes that see it, less for the one
  /// that does not.
  @Test func resetsLeaveNoBias() {
    for estimator in Self.schemes() {
      let errors = (0..<4_000).map { number in
        let reference = Self.reference(estimator, number)
        return reference.windows.reduce(0, +) - reference.derivative
      }
      let mean = errors.reduce(0, +) / 4_000
      let variance = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3_999
      let error = (variance / 4_000).squareRoot()
      if type(of: estimator).scheme == .truncated {
        #expect(mean < -10 * error)
      } else {
        #expect(abs(mean) < 3 * error, "\(type(of: estimator)): \(mean) ± \(error)")
      }
    }
  }

  @Test func noMoreBatchesAreAskedForThanStated() {
    for generation in [1, 3] {
      for shortest in [nil, 1, 3, 8] as [Int?] {
        let estimator = PersistentEvolutionStrategies(
          standardDeviation: 0.5, pairs: 3, unrollLength: 4, shortestHorizon: shortest,
          generation: generation)
        for horizon in [4, 8] {
          for number in 0..<10 {
            let draw = Slope.episode(
              horizon: horizon, number: number, batches: estimator.batches(ofHorizon: 8))
            #expect(
              estimates(
                estimator, of: CoordinatewiseLinear(outputScale: 1), at: [0, 0.25], on: draw
              ).count == generation * horizon / 4)
          }
        }
      }
    }
  }

  /// Nothing of an episode but the last loss of each window.
  @Test func theLastStepAloneCounts() {
    var estimator = NoiseReuseEvolutionStrategies(
      standardDeviation: 0.5, pairs: 1, unrollLength: 4, lossOf: .lastStep)
    let last = estimates(
      estimator, of: CoordinatewiseLinear(outputScale: 1), at: [0, 0.25],
      on: Slope.episode(horizon: 8, number: 0))
    estimator.lossOf = .everyStep
    let every = estimates(
      estimator, of: CoordinatewiseLinear(outputScale: 1), at: [0, 0.25],
      on: Slope.episode(horizon: 8, number: 0))
    for (window, wanted) in [4.0 / 10, 8.0 / 26].enumerated() {
      let ratio = Double(last[window].values[1] / every[window].values[1])
      #expect(abs(ratio - wanted) < 1e-5)
      #expect(last[window].meanLoss == every[window].meanLoss)
    }
  }
}

@Suite struct ParticlePoolTests {
  /// The two of a pair differ by what σ does alone. Were their minibatches others, the smaller σ would
  /// give a metaGradient ten times as long.
  @Test(.optimized) func aPairMeetsTheSameFunctionsAndMinibatches() throws {
    let sizes = try [1e-2, 1e-3].map { deviation in
      try everyScheme(standardDeviation: deviation, pairs: 2, unrollLength: 2).map { estimator in
        estimates(
          estimator, of: CoordinatewiseLinear(outputScale: 1), at: [-0.1, 0],
          on: try episode("digits-mlp-2-batch-4", functions: 1, horizon: 4).repeating
        ).map(\.values.norm)
      }
    }
    for (wide, narrow) in zip(sizes[0], sizes[1]) {
      for (wide, narrow) in zip(wide, narrow) { #expect(abs(wide / narrow - 1) < 0.5) }
    }
  }

  @Test func aPairThatIsNotFiniteIsLeftOut() throws {
    let batch = OptimizeeBatch(
      functions: [Cliff.Function(replacement: .nan)], parameterCount: 1, initialParameters: [1])
    let estimator = PersistentEvolutionStrategies(
      standardDeviation: 0.1, pairs: 2, unrollLength: 2)
    let draw = try episode("quadratic-uniform-1", functions: 1, horizon: 4)
    let rule = CoordinatewiseLinear(outputScale: 1)
    func run(_ further: OptimizeeBatch) -> [MetaGradient] {
      estimates(
        estimator, of: rule, at: [-0.1, 0],
        on: EpisodeDraw(
          number: 0, horizon: 4, batch: draw.batch,
          stream: RandomStream(suiteSeed: 5, role: .perturbations, index: 0),
          furtherBatch: { _ in further }))
    }
    let (both, one) = (run(draw.batch), run(batch))
    #expect(one.allSatisfy { $0.values.allSatisfy(\.isFinite) && $0.meanLoss.isFinite })
    #expect(one[0].values != both[0].values)
  }

  @Test(.optimized, arguments: [2, 3])
  func bitsDoNotDependOnThreads(threads: Int) throws {
    let rule = CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.1)
    let metaParameters = rule.initialMetaParameters(
      from: RandomStream(suiteSeed: 1, role: .metaParameters, index: 0))
    for estimator in everyScheme(
      standardDeviation: 0.1, pairs: 3, unrollLength: 3, shortestHorizon: 2, generation: 2)
    {
      let results = try [1, threads].map { threads in
        estimates(
          estimator, of: rule, at: metaParameters,
          on: try episode("digits-mlp-2-batch-4", functions: 2, horizon: 6).repeating,
          threads: threads)
      }
      #expect(results[0].count == 4)
      #expect(results[0].map(\.values) == results[1].map(\.values))
      #expect(results[0].map(\.meanLoss) == results[1].map(\.meanLoss))
    }
  }

  @Test func bitsAreGolden() throws {
    let values = try everyScheme(
      standardDeviation: 0.1, pairs: 2, unrollLength: 3, shortestHorizon: 2, generation: 2
    ).flatMap { estimator in
      estimates(
        estimator, of: CoordinatewiseLinear(outputScale: 1), at: [-0.01, 0],
        on: try episode("quadratic-uniform-3", functions: 2, horizon: 6).repeating
      ).flatMap(\.values)
    }
    let flaw = Golden<UInt64>(0xF76B422A89C2781F, 6).flaw(
      of: fingerprint(values), by: Sampling.Arithmetic.version, Kernels.Arithmetic.version,
      Optimizers.Arithmetic.version, Evaluation.Arithmetic.version, MetaTraining.Arithmetic.version)
    #expect(flaw == nil)
  }
}

/// Meta-training over particles that outlive a meta step.
@Suite struct PooledMetaTrainingTests {
  private func trainer(
    _ estimator: any PairedEstimator, threads: Int = 1,
    resuming snapshot: MetaTrainer.Snapshot? = nil
  ) throws -> MetaTrainer? {
    let settings = TrainingSettings(
      rule: CoordinatewiseLinear(outputScale: 1),
      distribution: Distribution(
        optimizee: "quadratic-uniform-3", horizon: 6, functions: 8,
        validation: Validation(functions: 16)),
      estimator: estimator, metaOptimizer: MetaOptimizer(learningRate: 0.01),
      schedule: TrainingSchedule(epochs: 2, episodesPerEpoch: 3))
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3"))
    guard let snapshot else {
      return MetaTrainer(
        settings, metaLearningRate: 0.01, family: family, suiteSeed: 7, run: 1, threads: threads)
    }
    let bytes = try JSONEncoder().encode(snapshot)
    return MetaTrainer(
      settings, metaLearningRate: 0.01, family: family, suiteSeed: 7, run: 1, threads: threads,
      resuming: try JSONDecoder().decode(MetaTrainer.Snapshot.self, from: bytes))
  }

  @Test func aStoppedRunComesToTheSameBits() throws {
    for estimator in everyScheme(
      standardDeviation: 0.02, pairs: 4, unrollLength: 3, shortestHorizon: 2, generation: 3)
    {
      var uninterrupted = try #require(try trainer(estimator, threads: 2))
      while uninterrupted.stopped == nil { uninterrupted.runEpoch() }
      let run = try StoppedRun(from: try #require(try trainer(estimator))) {
        try #require(try trainer(estimator, resuming: $0))
      }
      #expect(run.stops == 6)
      #expect(run.ended.snapshot == uninterrupted.snapshot)
      #expect(run.ended.progress.meta.metaSteps == 6 * 3 * 2)
      let particles = estimator.particles(of: CoordinatewiseLinear(outputScale: 1))
      #expect(run.ended.progress.innerSteps == 6 * 3 * 6 * particles * 8)
    }
  }

  @Test func metaTrainingLearns() throws {
    for estimator in everyScheme(
      standardDeviation: 0.02, pairs: 4, unrollLength: 2, generation: 4)
    {
      var trainer = try #require(try trainer(estimator))
      while trainer.stopped == nil { trainer.runEpoch() }
      let losses = trainer.progress.epochs.map { $0.validationLoss ?? .infinity }
      #expect(losses[2] < 0.7 * losses[0], "\(type(of: estimator)): \(losses)")
    }
  }
}
