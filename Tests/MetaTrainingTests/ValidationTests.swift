import Evaluation
import Optimizees
import Optimizers
import Settings
import TestSupport
import Testing

@testable import MetaTraining

@Suite struct ValidationLossTests {
  @Test func ofOnePartItIsItsLoss() {
    for loss in [0.1, 0, -3, nil] as [Double?] { #expect(ValidationLoss.mean(of: [loss]) == loss) }
  }

  @Test func ofSeveralItIsTheGeometricMean() throws {
    let mean = try #require(ValidationLoss.mean(of: [0.5, 4, 32]))
    #expect(abs(mean - 4) < 1e-14)
  }

  /// To halve any of the losses is worth the same.
  @Test func equalRatiosCountAlike() throws {
    let means = [[1e-6, 50], [5e-7, 100], [2e-6, 25]].compactMap { ValidationLoss.mean(of: $0) }
    #expect(means.count == 3)
    for mean in means { #expect(abs(mean / means[0] - 1) < 1e-14) }
  }

  @Test func aDivergedPartLeavesNone() {
    #expect(ValidationLoss.mean(of: [1, nil, 2]) == nil)
  }

  @Test func aLossWithoutALogarithmCountsAsTheSmallest() throws {
    let mean = try #require(ValidationLoss.mean(of: [0, 1]))
    #expect(abs(mean / 0x1p-63 - 1) < 1e-12)
    #expect(ValidationLoss.mean(of: [-1, 1]) == mean)
  }
}

private let suiteSeed: UInt64 = 12
private let names = ["quadratic-uniform-3", "quadratic-gaussian-2"]

private func families() throws -> [String: any OptimizeeFamily] {
  Dictionary(
    uniqueKeysWithValues: try names.map {
      ($0, try #require(OptimizeeRegistry.family(named: $0)))
    })
}

private func trainer(_ validation: Validation, functions: Int = 4) throws -> MetaTrainer {
  let settings = TrainingSettings(
    rule: CoordinatewiseLinear(outputScale: 0.01),
    distribution: Distribution(
      optimizee: names[0], horizon: 4, functions: functions, validation: validation),
    estimator: TruncatedBackpropagation(unrollLength: 2),
    metaOptimizer: MetaOptimizer(learningRate: 1),
    schedule: TrainingSchedule(epochs: 8, episodesPerEpoch: 4))
  var trainer = MetaTrainer(
    settings, metaLearningRate: 1, families: try families(), suiteSeed: suiteSeed, run: 0,
    threads: 1)
  while trainer.stopped == nil { trainer.runEpoch() }
  return trainer
}

@Suite struct SeveralValidationsTests {
  private static let both = Validation(functions: 8, horizons: [4, 12], optimizees: names)

  /// Family after family, each at every horizon.
  @Test func everyPartIsMeasuredByItself() throws {
    let trainer = try trainer(Self.both)
    let best = trainer.progress.epochs[trainer.progress.bestEpoch]
    let measured = try names.flatMap { name in
      try [4, 12].map { horizon in
        Evaluator(
          family: try #require(families()[name]), split: .metaValidation, functions: 8,
          horizon: horizon, suiteSeed: suiteSeed, threads: 1
        ).finalLoss(of: trainer.best).mean
      }
    }
    #expect(best.validationLosses == measured)
    #expect(Set(measured).count == 4)
    #expect(best.validationLoss == ValidationLoss.mean(of: measured))
  }

  @Test func theEpochOfTheLowestMeanIsKept() throws {
    let trainer = try trainer(Self.both)
    let losses = trainer.progress.epochs.map { $0.validationLoss ?? .infinity }
    #expect(losses[trainer.progress.bestEpoch] == losses.min())
    #expect((1..<8).contains(trainer.progress.bestEpoch), "the test needs a best epoch inside")
  }

  @Test func meetingOthersChangesNoTraining() throws {
    let plain = try trainer(Validation(functions: 8))
    let several = try trainer(Self.both)
    #expect(several.progress.meta.metaParameters == plain.progress.meta.metaParameters)
    #expect(
      several.progress.epochs.map(\.trainingLoss) == plain.progress.epochs.map(\.trainingLoss))
    #expect(
      several.progress.epochs.map { $0.validationLosses?.first }
        == plain.progress.epochs.map(\.validationLoss))
  }

  /// A record has the losses of the parts only where there are several.
  @Test(arguments: [
    Validation(functions: 8), Validation(functions: 8, horizons: [12]),
    Validation(functions: 8, optimizees: [names[1]]),
  ])
  func onePartIsNoList(validation: Validation) throws {
    let epochs = try trainer(validation).progress.epochs
    #expect(epochs.allSatisfy { $0.validationLosses == nil })
    #expect(epochs.allSatisfy { $0.validationLoss != nil })
  }
}
