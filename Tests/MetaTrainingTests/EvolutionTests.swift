import Foundation
import Optimizees
import Optimizers
import Sampling
import Testing

@testable import MetaTraining

/// Two epochs of episodes, then two of three generations.
@Suite struct EvolutionTests {
  private let evolution = Evolution(
    epochs: 2, generations: 3, pairs: 2, spread: 0.02, metaLearningRate: 0.05)

  private func settings(_ evolution: Evolution?) -> MetaTrainingSettings {
    MetaTrainingSettings(
      horizon: 4, unrollLength: 2, functionsPerEpisode: 3, episodesPerEpoch: 2, epochs: 2,
      validationFunctions: 2, averaging: 0.75, metaLearningRate: 0.01, evolution: evolution)
  }

  private func trainer(_ evolution: Evolution?, threads: Int = 1) throws -> MetaTrainer {
    MetaTrainer(
      CoordinatewiseLSTM.self, LearnedConfiguration(preprocessing: .raw, outputScale: 0.1),
      settings: settings(evolution), family: try family, suiteSeed: 7, run: 1, threads: threads)
  }

  private var family: any OptimizeeFamily {
    get throws { try #require(OptimizeeRegistry.family(named: "quadratic-uniform-5")) }
  }

  private func trained(_ trainer: MetaTrainer) -> MetaTrainer {
    var trainer = trainer
    while trainer.stopped == nil { trainer.runEpoch() }
    return trainer
  }

  @Test func itComesAfterTheEpochsAndStartsFromTheBest() throws {
    let before = trained(try trainer(nil))
    var after = try trainer(evolution)
    for _ in 0..<2 { after.runEpoch() }
    #expect(after.progress.epochs == before.progress.epochs)
    #expect(after.stopped == nil)
    let best = after.best.metaParameters
    after.runEpoch()
    let evolved = after.progress.optimizer.metaParameters
    #expect(evolved.dropLast(101) == best.dropLast(101), "the others stay")
    #expect(zip(evolved, best).suffix(101).allSatisfy { $0 != $1 })
    #expect(after.progress.averaged.metaParameters == evolved, "what is measured")
    after.runEpoch()
    #expect(after.stopped == .epochs)
    #expect(after.progress.epochs.map(\.metaSteps) == [0, 4, 8, 11, 14])
    #expect(after.progress.epochs.suffix(2).allSatisfy { ($0.trainingLoss ?? 0) > 0 })
  }

  @Test(arguments: [2, 3]) func bitsDoNotDependOnThreads(threads: Int) throws {
    let alone = trained(try trainer(evolution)).snapshot
    #expect(trained(try trainer(evolution, threads: threads)).snapshot == alone)
  }

  @Test func aRunStoppedAfterEveryGenerationComesToTheSameBits() throws {
    let uninterrupted = trained(try trainer(evolution))
    let run = try StoppedRun(from: try trainer(evolution)) { snapshot in
      let bytes = try JSONEncoder().encode(snapshot)
      return try #require(
        MetaTrainer(
          CoordinatewiseLSTM.self, LearnedConfiguration(preprocessing: .raw, outputScale: 0.1),
          settings: settings(evolution), family: try family, suiteSeed: 7, run: 1, threads: 1,
          resuming: try JSONDecoder().decode(MetaTrainer.Snapshot.self, from: bytes)))
    }
    #expect(run.stops == 4 + 6)
    #expect(run.ended.snapshot == uninterrupted.snapshot)
  }
}

/// One weight and one bias on θ², every function and step of which can be written down.
@Suite struct EvolutionGradientTests {
  private let weight: Float = -0.1

  private func generation(pairs: Int, family: Cliff = Cliff()) -> MetaTrainer {
    let evolution = Evolution(
      epochs: 1, generations: 1, pairs: pairs, spread: 0.001, metaLearningRate: 0.5)
    var trainer = MetaTrainer(
      CoordinatewiseLinear.self, LearnedConfiguration(preprocessing: .raw, outputScale: 1),
      settings: MetaTrainingSettings(
        horizon: 4, unrollLength: 2, functionsPerEpisode: 1, episodesPerEpoch: 1, epochs: 1,
        validationFunctions: 1, metaLearningRate: 0.01),
      family: family, suiteSeed: 8, run: 0, threads: 1)
    trainer.progress.optimizer.metaParameters = [weight, 0]
    trainer.runGeneration(0, of: evolution)
    return trainer
  }

  /// The mean of θ_t² over t = 1 … 4, θ_t = (1 + 2w) θ_{t−1} + b, in Double.
  private func metaLoss(_ weight: Double, _ bias: Double, start: Double) -> Double {
    var (theta, total) = (start, 0.0)
    for _ in 0..<4 {
      theta += weight * 2 * theta + bias
      total += theta * theta
    }
    return total / 4
  }

  /// Functions 1 … 2,000, after the one of the episode: in the mean over so many the metaGradient is that
  /// of central differences within a tenth of its length.
  @Test func theMetaGradientIsThatOfCentralDifferences() throws {
    let pairs = 2000
    let trainer = generation(pairs: pairs)
    var expected = [0.0, 0.0]
    for number in 1...pairs {
      let stream = RandomStream(suiteSeed: 8, role: .metaTrainFunction, index: number)
      let (start, w, h) = (1 + stream.uniform(), Double(weight), 1e-4)
      expected[0] += metaLoss(w + h, 0, start: start) - metaLoss(w - h, 0, start: start)
      expected[1] += metaLoss(w, h, start: start) - metaLoss(w, -h, start: start)
    }
    let slope = expected.map { $0 / (2e-4 * Double(pairs)) }
    // Adam after one step: m = 0.1 g.
    let measured = trainer.progress.adam.mean.map { Double($0) / (1 - 0.9) }
    let length = (slope[0] * slope[0] + slope[1] * slope[1]).squareRoot()
    #expect(length > 1)
    for (one, other) in zip(measured, slope) { #expect(abs(one - other) < 0.1 * length) }
    #expect(trainer.progress.optimizer.metaParameters[0] < weight, "downhill")
  }

  @Test func pairsThatAreNotFiniteAreLeftOutAndCounted() throws {
    let family = Cliff(share: 0.3, gradient: .nan)
    let trainer = generation(pairs: 40, family: family)
    var left: [Double] = []
    for number in 1...40 {
      let stream = RandomStream(suiteSeed: 8, role: .metaTrainFunction, index: number)
      let start = 1 + stream.uniform()
      if !family.isBad(stream) { left.append(metaLoss(Double(weight), 0, start: start)) }
    }
    #expect((1..<40).contains(left.count), "the test needs functions of both sorts")
    #expect(trainer.progress.skippedWindows == 40 - left.count)
    let mean = left.reduce(0, +) / Double(left.count)
    #expect(abs(try #require(trainer.progress.tally.meanLoss) / mean - 1) < 0.01)
    #expect(trainer.progress.optimizer.metaParameters.allSatisfy { $0.isFinite && $0 != weight })
  }

  @Test func withoutAFinitePairNothingMoves() {
    let trainer = generation(pairs: 3, family: Cliff(share: 1, gradient: .nan))
    #expect(trainer.progress.skippedWindows == 3)
    #expect(trainer.progress.optimizer.metaParameters == [weight, 0])
    #expect(trainer.progress.tally.meanLoss == nil)
  }
}
