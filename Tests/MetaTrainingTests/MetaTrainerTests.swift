import Evaluation
import Kernels
import Optimizees
import Optimizers
import Sampling
import Settings
import TestSupport
import Testing

@testable import MetaTraining

private let suiteSeed: UInt64 = 8

/// Four updates an episode, two windows, four functions; sixteen validation functions.
private let settings = TrainingSettings(
  rule: CoordinatewiseLinear(outputScale: 1),
  distribution: Distribution(
    optimizee: "cliff", horizon: 4, functions: 4, validation: Validation(functions: 16)),
  estimator: TruncatedBackpropagation(unrollLength: 2),
  metaOptimizer: MetaOptimizer(learningRate: 0.05),
  schedule: TrainingSchedule(epochs: 6, episodesPerEpoch: 3))

private func trainer(
  _ settings: TrainingSettings, family: any OptimizeeFamily = Cliff(),
  learningRate: Double = 0.05, run: Int = 0, threads: Int = 1
) -> MetaTrainer {
  MetaTrainer(
    settings, metaLearningRate: learningRate, family: family, suiteSeed: suiteSeed, run: run,
    threads: threads)
}

private func trained(_ trainer: MetaTrainer) -> MetaTrainer {
  var trainer = trainer
  while trainer.stopped == nil { trainer.runEpoch() }
  return trainer
}

@Suite struct MetaTrainerTests {
  /// At this meta learning rate the weight runs past its optimum.
  static let overshooting = 0.2

  @Test func bestEpochIsKeptNotTheLast() throws {
    let trainer = trained(trainer(settings, learningRate: Self.overshooting))
    let losses = trainer.progress.epochs.map { $0.validationLoss ?? .infinity }
    #expect(losses.count == 7)
    #expect(losses[trainer.progress.bestEpoch] == losses.min())
    #expect((1..<6).contains(trainer.progress.bestEpoch), "the test needs a best epoch inside")
    #expect(trainer.best.metaParameters != trainer.progress.meta.metaParameters)
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
    var impatient = settings
    impatient.schedule.epochs = 1000
    impatient.schedule.patience = 2
    let trainer = trained(trainer(impatient, learningRate: Self.overshooting))
    #expect(trainer.stopped == .patience)
    #expect(trainer.progress.epochs.count == trainer.progress.bestEpoch + 3)
    #expect(trainer.progress.bestEpoch > 0)
  }

  /// One window an epoch: both runs are at the same weights when the second epoch begins, so its
  /// updates differ by the decay alone.
  @Test func metaLearningRateDecaysWithEveryEpoch() {
    func secondUpdate(decay: Double) -> [Float] {
      var single = settings
      single.estimator = TruncatedBackpropagation(unrollLength: 4)
      single.schedule.episodesPerEpoch = 1
      single.metaOptimizer.learningRateFactor = .steps([1, decay])
      single.schedule.epochs = 2
      var trainer = trainer(single)
      trainer.runEpoch()
      let before = trainer.progress.meta.metaParameters
      trainer.runEpoch()
      return zip(trainer.progress.meta.metaParameters, before).map { $0 - $1 }
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
      single.estimator = TruncatedBackpropagation(unrollLength: 4)
      single.schedule.episodesPerEpoch = 1
      single.metaOptimizer.gradientClipping = clipping
      var trainer = trainer(single)
      trainer.runEpoch()
      let epoch = trainer.progress.epochs[1]
      return (trainer.progress.meta.metaParameters, epoch.largestMetaGradientNorm)
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
  @Test func theRunningMeanOfTheMetaParametersIsMeasuredAndKept() throws {
    var single = settings
    single.estimator = TruncatedBackpropagation(unrollLength: 4)
    single.schedule = TrainingSchedule(epochs: 3, episodesPerEpoch: 1)
    var plain = trainer(single)
    single.metaOptimizer.averaging = 0.6
    var averaged = trainer(single)
    var mean: [Float] = []
    for (old, epoch) in zip([0, 0.5, 0.6], 1...3) as Zip2Sequence<[Float], ClosedRange<Int>> {
      plain.runEpoch()
      averaged.runEpoch()
      let latest = plain.progress.meta.metaParameters
      #expect(averaged.progress.meta.metaParameters == latest, "training goes its own way")
      mean = latest.indices.map { old == 0 ? latest[$0] : old * mean[$0] + (1 - old) * latest[$0] }
      #expect(averaged.progress.meta.averaged == mean)
      let measured = Evaluator(
        family: Cliff(), split: .metaValidation, functions: 16, horizon: 4, suiteSeed: suiteSeed,
        threads: 1
      ).finalLoss(
        of: try #require(
          LearnedOptimizer(CoordinatewiseLinear(outputScale: 1), metaParameters: mean))
      ).mean
      #expect(averaged.progress.epochs[epoch].validationLoss == measured)
      if averaged.progress.bestEpoch == epoch { #expect(averaged.best.metaParameters == mean) }
    }
    #expect(averaged.progress.bestEpoch > 0)
    #expect(averaged.best.metaParameters != plain.best.metaParameters)
  }

  /// Every epoch of meta-training with the settings changed so.
  private func epochs(
    _ change: (inout TrainingSettings) -> Void = { _ in }
  ) -> [MetaTrainer.Epoch] {
    var settings = settings
    change(&settings)
    return trained(trainer(settings)).progress.epochs
  }

  private func scaling(_ factor: Double) -> Transformations {
    Transformations(initialScale: Bounds(from: factor, to: factor))
  }

  private func windows(_ scales: Double...) -> TruncatedBackpropagation {
    TruncatedBackpropagation(unrollLength: 2, updateScale: .steps(scales))
  }

  @Test func theInitialScaleIsOfMetaTrainingAlone() {
    let plain = epochs()
    let scaled = epochs { $0.distribution.transformations = scaling(0.25) }
    #expect(scaled[0] == plain[0])
    #expect(scaled[1].trainingLoss != plain[1].trainingLoss)
    #expect(epochs { $0.distribution.transformations = scaling(1) } == plain)
  }

  @Test func updatesAreScaledInMetaTrainingAlone() {
    let plain = epochs()
    let (first, second) = (
      epochs { $0.estimator = windows(0.5, 1) }, epochs { $0.estimator = windows(1, 0.5) }
    )
    #expect(first[0] == plain[0])
    #expect(second[0] == plain[0])
    #expect(first[1].trainingLoss != plain[1].trainingLoss)
    #expect(second[1].trainingLoss != plain[1].trainingLoss)
    #expect(first[1].trainingLoss != second[1].trainingLoss)
    #expect(epochs { $0.estimator = windows(1, 1) } == plain)
  }

  @Test func theValidationScaleIsOfMetaValidationAlone() {
    let plain = epochs()
    let scaled = epochs { $0.distribution.validation.transformations = scaling(0.25) }
    #expect(scaled[0].validationLoss != plain[0].validationLoss)
    #expect(scaled.map(\.trainingLoss) == plain.map(\.trainingLoss))
    #expect(epochs { $0.distribution.validation.transformations = scaling(1) } == plain)
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
    short.rule = CoordinatewiseLSTM(outputScale: 1)
    short.distribution.functions = 40
    short.schedule.episodesPerEpoch = 1
    short.schedule.epochs = 1
    let alone = trained(trainer(short, family: family))
    let shared = trained(
      trainer(short, family: family, threads: threads))
    #expect(alone.progress.meta.metaParameters == shared.progress.meta.metaParameters)
    #expect(alone.progress.epochs == shared.progress.epochs)
  }

  /// RNNprop and the LSTM by truncated backpropagation, and both by evolution strategies, on functions with
  /// factors on their parameters and a convex term.
  @Test(arguments: [0, 1], [true, false])
  func transformedFunctionsGiveTheSameBitsOnAnyThreads(rule: Int, backwards: Bool) throws {
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3"))
    var short = settings
    short.rule = rule == 0 ? RNNprop() : CoordinatewiseLSTM(outputScale: 1)
    if !backwards { short.estimator = EvolutionStrategies(standardDeviation: 0.01, pairs: 2) }
    short.distribution.functions = 5
    short.distribution.transformations = Transformations(randomScaling: 3, convexTerm: 20)
    short.distribution.validation.functions = 3
    short.schedule.episodesPerEpoch = 2
    short.schedule.epochs = 1
    let alone = trained(trainer(short, family: family))
    let shared = trained(trainer(short, family: family, threads: 3))
    #expect(alone.progress.meta.metaParameters == shared.progress.meta.metaParameters)
    #expect(alone.progress.epochs == shared.progress.epochs)
    #expect(alone.progress.skippedWindows == 0)
    short.distribution.transformations.convexTerm = nil
    let without = trained(trainer(short, family: family))
    #expect(without.progress.meta.metaParameters != alone.progress.meta.metaParameters)
  }
}

@Suite struct SkippedWindowTests {
  /// One function an episode, so that its number is the episode's; a suite seed whose validation
  /// function is a good one.
  static func train(_ family: Cliff, unrollLength: Int) -> MetaTrainer {
    var single = settings
    single.distribution.functions = 1
    single.schedule.episodesPerEpoch = 20
    single.schedule.epochs = 2
    single.distribution.validation.functions = 1
    single.estimator = TruncatedBackpropagation(unrollLength: unrollLength)
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
    #expect(trainer.progress.meta.metaSteps == (40 - bad) * 4 / unrollLength)
    #expect(trainer.progress.meta.metaParameters.allSatisfy { $0.isFinite })
    let losses = trainer.progress.epochs.compactMap(\.trainingLoss)
    #expect(losses.allSatisfy { $0.isFinite })
    #expect(trainer.progress.bestEpoch > 0, "the good windows still teach")
  }

  @Test func nothingIsLearnedFromBadWindowsAlone() {
    let trainer = Self.train(Cliff(share: 1), unrollLength: 2)
    #expect(trainer.progress.skippedWindows == 40)
    #expect(trainer.progress.meta.metaSteps == 0)
    #expect(trainer.progress.epochs[1].trainingLoss == nil)
    #expect(trainer.progress.epochs.map(\.validationLoss) == [nil, nil, nil])
    #expect(trainer.bestValidationLoss == nil)
    #expect(trainer.best.metaParameters == [0, 0])
  }
}
