import Evaluation
import Kernels
import Optimizees
import Optimizers
import Sampling
import TestSupport
import Testing

@testable import MetaTraining

private let suiteSeed: UInt64 = 8
private let raw = LearnedConfiguration(preprocessing: .raw, outputScale: 1)

/// Four updates an episode, two windows, four functions; one validation function unless told.
private let settings = MetaTrainingSettings(
  horizon: 4, unrollLength: 2, functionsPerEpisode: 4, episodesPerEpoch: 3, epochs: 6,
  validationFunctions: 16, metaLearningRate: 0.05)

private func trainer(
  _ settings: MetaTrainingSettings, family: any OptimizeeFamily = Cliff(),
  rule: any LearnedOptimizer.Type = CoordinatewiseLinear.self, run: Int = 0, threads: Int = 1
) -> MetaTrainer {
  MetaTrainer(
    rule, raw, settings: settings, family: family, suiteSeed: suiteSeed, run: run,
    threads: threads)
}

private func trained(_ trainer: MetaTrainer) -> MetaTrainer {
  var trainer = trainer
  while trainer.stopped == nil { trainer.runEpoch() }
  return trainer
}

@Suite struct MetaTrainerTests {
  /// At this meta learning rate the weight runs past its optimum.
  static var overshooting: MetaTrainingSettings {
    var settings = settings
    settings.metaLearningRate = 0.2
    return settings
  }

  @Test func bestEpochIsKeptNotTheLast() throws {
    let trainer = trained(trainer(Self.overshooting))
    let losses = trainer.progress.epochs.map { $0.validationLoss ?? .infinity }
    #expect(losses.count == 7)
    #expect(losses[trainer.progress.bestEpoch] == losses.min())
    #expect((1..<6).contains(trainer.progress.bestEpoch), "the test needs a best epoch inside")
    #expect(trainer.best.metaParameters != trainer.progress.optimizer.metaParameters)
    let measured = Evaluator(
      family: Cliff(), split: .metaValidation, functions: 16, horizon: 4, suiteSeed: suiteSeed,
      threads: 1
    ).finalLoss(of: trainer.best).mean
    #expect(measured == trainer.bestValidationLoss)
    #expect(trainer.stopped == .epochs)
  }

  @Test func bitsAreGolden() {
    let trainer = trained(trainer(settings))
    let losses = trainer.progress.epochs.compactMap(\.validationLoss).map { Float($0) }
    let flaw = Golden<UInt64>(0xD30C50122D4EFC0B, 5).flaw(
      of: fingerprint(trainer.best.metaParameters + losses), by: Sampling.Arithmetic.version,
      Kernels.Arithmetic.version, Optimizers.Arithmetic.version, Evaluation.Arithmetic.version,
      MetaTraining.Arithmetic.version)
    #expect(flaw == nil)
  }

  @Test func epochsAreWrittenDownInOrder() {
    let trainer = trained(trainer(settings))
    let epochs = trainer.progress.epochs
    #expect(epochs.map(\.metaSteps) == (0...6).map { 6 * $0 })
    #expect(epochs[0].trainingLoss == nil)
    #expect(epochs[0].largestMetaGradientNorm == nil)
    #expect(epochs.compactMap(\.trainingLoss).filter { $0 > 0 }.count == 6)
    #expect(epochs.compactMap(\.largestMetaGradientNorm).filter { $0 > 0 }.count == 6)
  }

  @Test func patienceEndsMetaTraining() {
    var impatient = Self.overshooting
    impatient.epochs = 1000
    impatient.patience = 2
    let trainer = trained(trainer(impatient))
    #expect(trainer.stopped == .patience)
    #expect(trainer.progress.epochs.count == trainer.progress.bestEpoch + 3)
    #expect(trainer.progress.bestEpoch > 0)
  }

  /// One window an epoch: both runs are at the same weights when the second epoch begins, so its
  /// updates differ by the decay alone.
  @Test func metaLearningRateDecaysWithEveryEpoch() {
    func secondUpdate(decay: Double) -> [Float] {
      var single = settings
      single.unrollLength = 4
      single.episodesPerEpoch = 1
      single.decayPerEpoch = decay
      var trainer = trainer(single)
      trainer.runEpoch()
      let before = trainer.progress.optimizer.metaParameters
      trainer.runEpoch()
      return zip(trainer.progress.optimizer.metaParameters, before).map { $0 - $1 }
    }
    for (whole, hundredth) in zip(secondUpdate(decay: 1), secondUpdate(decay: 0.01)) {
      #expect(abs(whole) > 0.01)
      #expect(abs(100 * hundredth / whole - 1) < 1e-4)
    }
  }

  /// Adam forgets the length of a gradient but for its epsilon of 10⁻⁸: a norm far below that shows.
  @Test func longMetaGradientsAreScaledDown() throws {
    func firstUpdate(clipping: Double?) -> (update: [Float], norm: Double?) {
      var single = settings
      single.unrollLength = 4
      single.episodesPerEpoch = 1
      single.gradientClipping = clipping
      var trainer = trainer(single)
      trainer.runEpoch()
      let epoch = trainer.progress.epochs[1]
      return (trainer.progress.optimizer.metaParameters, epoch.largestMetaGradientNorm)
    }
    let free = firstUpdate(clipping: nil)
    let norm = try #require(free.norm)
    #expect(norm > 1)
    #expect(free.update.allSatisfy { abs($0) > 0.04 })
    let clipped = firstUpdate(clipping: 1e-10)
    #expect(clipped.norm == norm, "the norm is written down before clipping")
    #expect(clipped.update.allSatisfy { abs($0) < 0.02 && $0 != 0 })
    #expect(firstUpdate(clipping: 2 * norm).update == free.update, "short ones are left alone")
  }

  /// Three meta steps: the second is half of the mean, then d = 0.6 stays below 2/3.
  @Test func theRunningMeanOfTheMetaParametersIsMeasuredAndKept() {
    var single = settings
    (single.unrollLength, single.episodesPerEpoch, single.epochs) = (4, 1, 3)
    var plain = trainer(single)
    single.averaging = 0.6
    var averaged = trainer(single)
    var mean: [Float] = []
    for (old, epoch) in zip([0, 0.5, 0.6], 1...3) as Zip2Sequence<[Float], ClosedRange<Int>> {
      plain.runEpoch()
      averaged.runEpoch()
      let latest = plain.progress.optimizer.metaParameters
      #expect(averaged.progress.optimizer.metaParameters == latest, "training goes its own way")
      mean = latest.indices.map { old == 0 ? latest[$0] : old * mean[$0] + (1 - old) * latest[$0] }
      #expect(averaged.progress.averaged.metaParameters == mean)
      let measured = Evaluator(
        family: Cliff(), split: .metaValidation, functions: 16, horizon: 4, suiteSeed: suiteSeed,
        threads: 1
      ).finalLoss(of: averaged.progress.averaged).mean
      #expect(averaged.progress.epochs[epoch].validationLoss == measured)
      if averaged.progress.bestEpoch == epoch { #expect(averaged.best.metaParameters == mean) }
    }
    #expect(averaged.progress.bestEpoch > 0)
    #expect(averaged.best.metaParameters != plain.best.metaParameters)
  }

  /// Every epoch of meta-training with the settings changed so.
  private func epochs(
    _ change: (inout MetaTrainingSettings) -> Void = { _ in }
  ) -> [MetaTrainer.Epoch] {
    var settings = settings
    change(&settings)
    return trained(trainer(settings)).progress.epochs
  }

  @Test func theInitialScaleIsOfMetaTrainingAlone() {
    let plain = epochs()
    let scaled = epochs { $0.initialScale = 0.25...0.25 }
    #expect(scaled[0] == plain[0])
    #expect(scaled[1].trainingLoss != plain[1].trainingLoss)
    #expect(epochs { $0.initialScale = 1...1 } == plain)
  }

  @Test func updatesAreScaledInMetaTrainingAlone() {
    let plain = epochs()
    let (first, second) = (
      epochs { $0.updateScales = [0.5, 1] }, epochs { $0.updateScales = [1, 0.5] }
    )
    #expect(first[0] == plain[0])
    #expect(second[0] == plain[0])
    #expect(first[1].trainingLoss != plain[1].trainingLoss)
    #expect(second[1].trainingLoss != plain[1].trainingLoss)
    #expect(first[1].trainingLoss != second[1].trainingLoss)
    #expect(epochs { $0.updateScales = [1, 1] } == plain)
  }

  @Test func theValidationScaleIsOfMetaValidationAlone() {
    let plain = epochs()
    let scaled = epochs { $0.validationScale = 0.25...0.25 }
    #expect(scaled[0].validationLoss != plain[0].validationLoss)
    #expect(scaled.map(\.trainingLoss) == plain.map(\.trainingLoss))
    #expect(epochs { $0.validationScale = 1...1 } == plain)
  }

  @Test func metaSeedsDifferAndOneRepeats() {
    let first = trained(trainer(settings)).progress.epochs
    #expect(trained(trainer(settings)).progress.epochs == first)
    #expect(trained(trainer(settings, run: 1)).progress.epochs != first)
  }

  /// Forty functions of three parameters are four chunks of coordinates.
  @Test(arguments: [2, 3])
  func bitsDoNotDependOnThreads(threads: Int) throws {
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3"))
    var short = settings
    short.functionsPerEpisode = 40
    short.episodesPerEpoch = 1
    short.epochs = 1
    let alone = trained(trainer(short, family: family, rule: CoordinatewiseLSTM.self))
    let shared = trained(
      trainer(short, family: family, rule: CoordinatewiseLSTM.self, threads: threads))
    #expect(alone.progress.optimizer.metaParameters == shared.progress.optimizer.metaParameters)
    #expect(alone.progress.epochs == shared.progress.epochs)
  }
}

@Suite struct SkippedWindowTests {
  /// One function an episode, so that its number is the episode's; a suite seed whose validation
  /// function is a good one.
  static func train(_ family: Cliff, unrollLength: Int) -> MetaTrainer {
    var single = settings
    single.functionsPerEpisode = 1
    single.episodesPerEpoch = 20
    single.epochs = 2
    single.validationFunctions = 1
    single.unrollLength = unrollLength
    return trained(trainer(single, family: family))
  }

  static func badEpisodes(_ family: Cliff) -> Int {
    (0..<40).count { number in
      let stream = RandomStream(suiteSeed: suiteSeed, role: .metaTrainFunction, index: number)
      _ = stream.uniform()
      return family.isBad(stream)
    }
  }

  /// Neither they nor the windows after them in the episode are learned from. A finite metaGradient
  /// whose square is not is no better: Adam would never move again.
  @Test(arguments: [Float.nan, .infinity, 1e25], [2, 4])
  func windowsThatAreNotFiniteAreSkippedAndCounted(gradient: Float, unrollLength: Int) {
    let family = Cliff(share: 0.3, gradient: gradient)
    let bad = Self.badEpisodes(family)
    #expect((4..<30).contains(bad), "the test needs good and bad functions")
    let trainer = Self.train(family, unrollLength: unrollLength)
    #expect(trainer.progress.skippedWindows == bad)
    #expect(trainer.progress.metaSteps == (40 - bad) * 4 / unrollLength)
    #expect(trainer.progress.optimizer.metaParameters.allSatisfy { $0.isFinite })
    let losses = trainer.progress.epochs.compactMap(\.trainingLoss)
    #expect(losses.allSatisfy { $0.isFinite })
    #expect(trainer.progress.bestEpoch > 0, "the good windows still teach")
  }

  @Test func nothingIsLearnedFromBadWindowsAlone() {
    let trainer = Self.train(Cliff(share: 1), unrollLength: 2)
    #expect(trainer.progress.skippedWindows == 40)
    #expect(trainer.progress.metaSteps == 0)
    #expect(trainer.progress.epochs[1].trainingLoss == nil)
    #expect(trainer.progress.epochs.map(\.validationLoss) == [nil, nil, nil])
    #expect(trainer.bestValidationLoss == nil)
    #expect(trainer.best.metaParameters == [0, 0])
  }
}
