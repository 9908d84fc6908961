import Datasets
import Foundation
import MetaTraining
import Optimizers
import Results
import Settings
import Suites
import TestSupport
import Testing

@testable import Execution

/// What a suite says of a learned optimizer reaches its meta-training, each key at its place.
@Suite struct TrainerTests {
  private static let learned = """
      - name: lstm
        metaSeeds: 2
        rule:
          kind: coordinatewise-lstm
          preprocessing: log-and-sign
          p: 7
          outputScale: 0.125
          forgetBias: 0.5
          metaGradientStride: 13
          coordinateSigns: mixed
        distribution:
          optimizee:
            - { name: quadratic-uniform-3, weight: 2.5 }
            - { name: quadratic-gaussian-3 }
          horizon: 12
          functions: 3
          transformations:
            initialScale: { lowest: 0.0625, highest: 8 }
            randomScaling: 2.5
            parameterRescaling: { lowest: 0.25, highest: 4 }
            convexTerm: 17
          validation:
            functions: 9
            horizons: [12, 24]
            optimizees: [quadratic-gaussian-3, quadratic-uniform-7]
            transformations:
              initialScale: { lowest: 0.375, highest: 2 }
        estimator:
          kind: truncated-backpropagation
          unrollLength: 4
          updateScale: [1, 0.75, 0.25]
          lossOf: last-step
        metaOptimizer:
          learningRate: { lowest: 0.01, highest: 0.04, candidates: 1, epochs: 2 }
          learningRateFactor: { shape: geometric, from: 0.5, to: 0.25 }
          gradientClipping: 1.5
          averaging: 0.875
        schedule:
          epochs: 6
          episodesPerEpoch: 5
          patience: 11
          horizonFactor: [0.5, 1]

    """

  /// The same with a curriculum, beside which some of the keys have no place, and with imitation.
  private static let inStages = [
    "        horizons: [12, 24]\n": "",
    "      patience: 11\n      horizonFactor: [0.5, 1]\n": """
          curriculum: { horizons: [24, 48], leastEpochs: 4 }
          imitation:
            share: [0.25, 0.75]
            teachers: [{ name: adam, learningRate: 0.02 }, { name: nag, learningRate: 0.5 }]

    """,
  ].reduce(learned) { $0.replacing($1.key, with: $1.value) }

  /// The settings that the keys above stand for.
  private static var settings: TrainingSettings {
    var metaOptimizer = MetaOptimizer(
      learningRate: 0, learningRateFactor: .geometric(from: 0.5, to: 0.25), gradientClipping: 1.5,
      averaging: 0.875)
    metaOptimizer.learningRate = .search(
      MetaLearningRateSearch(Bounds(from: 0.01, to: 0.04), candidates: 1, epochs: 2))
    var distribution = Distribution(
      optimizee: "", horizon: 12, functions: 3,
      transformations: Transformations(
        initialScale: Bounds(from: 0.0625, to: 8), randomScaling: 2.5,
        parameterRescaling: Bounds(from: 0.25, to: 4), convexTerm: 17),
      validation: Validation(
        functions: 9, horizons: [12, 24],
        optimizees: ["quadratic-gaussian-3", "quadratic-uniform-7"],
        transformations: Transformations(initialScale: Bounds(from: 0.375, to: 2))))
    distribution.optimizees = [
      OptimizeeShare("quadratic-uniform-3", weight: 2.5), OptimizeeShare("quadratic-gaussian-3"),
    ]
    return TrainingSettings(
      rule: SignMixed(
        CoordinatewiseLSTM(
          logAndSign: 7, outputScale: 0.125, forgetBias: 0.5, metaGradientStride: 13),
        signs: .everywhere),
      distribution: distribution,
      estimator: TruncatedBackpropagation(
        unrollLength: 4, updateScale: .steps([1, 0.75, 0.25]), lossOf: .lastStep),
      metaOptimizer: metaOptimizer,
      schedule: TrainingSchedule(
        epochs: 6, episodesPerEpoch: 5, patience: 11, horizonFactor: .steps([0.5, 1])))
  }

  /// The trainer of meta-seed 1 at a meta learning rate of 0.02.
  private func trainer(_ learned: String) throws -> MetaTrainer {
    let library = DataLibrary { dataset throws(DatasetError) in
      throw .unreadable(file: dataset.folder, reason: "the suite needs no data")
    }
    let head = "suite: keys\ndescription: every key\nseed: 5\nbudgetMinutes: 1\nlearned:\n"
    let tail = "evaluations: [{ optimizees: [quadratic-uniform-3], horizons: [1], functions: 1 }]\n"
    let suite = try Suite(
      decoding: head + learned + tail, file: "keys.yaml", vocabulary: .registered(library)
    ) { path in throw SuiteError.unreadable(file: path, reason: "the suite names no file") }
    let cell = try #require(
      Plan(suite).cells.first { $0.label.hasPrefix("meta-train") && $0.label.hasSuffix("1") })
    guard case .metaTraining(let work) = cell.work else { preconditionFailure("\(cell.label)") }
    let folder = try TemporaryFolder()
    let runner = CellRunner(
      suite: suite, cell: cell, library: library, registry: .builtIn, threads: 1,
      records: { _ in throw CancellationError() }, optimizerBytes: { _ in [] },
      checkpoint: CellCheckpoint(
        cell.inManifest, writer: try StoreWriter(folder: folder.path, suite: suite.name),
        report: { _ in }),
      report: { _ in })
    return try runner.trainer(work.training, work.optimizees, rate: 0.02, run: work.metaSeed)
  }

  @Test func everyKeyOfALearnedOptimizerIsSetHere() {
    let keys = (Self.learned + Self.inStages).matches(of: /([A-Za-z]+):/).map { String($0.1) }
    let known =
      ["name", "metaSeeds", "rule", "distribution", "estimator", "metaOptimizer", "schedule"]
      + ["kind"] + CoordinatewiseLSTM.keys + SignMixed.keys + TruncatedBackpropagation.keys
      + Distribution.keys
      + OptimizeeShare.keys + Validation.keys
      + Transformations.keys + MetaOptimizer.keys + MetaLearningRateSearch.keys
      + TrainingSchedule.keys + Curriculum.keys + Imitation.keys + Teacher.keys
    #expect(Set(known).subtracting(keys).isEmpty)
  }

  @Test func everyKeyReachesTheTrainer() throws {
    let trainer = try trainer(Self.learned)
    #expect(trainer.settings == Self.settings)
    #expect(trainer.metaLearningRate == 0.02)
    #expect(trainer.rule is SignMixed)
    let names = ["quadratic-uniform-3", "quadratic-gaussian-3", "quadratic-uniform-7"]
    #expect(
      trainer.families.mapValues(\.name) == Dictionary(uniqueKeysWithValues: zip(names, names)))
    #expect((trainer.suiteSeed, trainer.run, trainer.threads) == (5, 1, 1))
  }

  @Test func aCurriculumAndImitationReachTheTrainer() throws {
    let trainer = try trainer(Self.inStages)
    var expected = Self.settings
    expected.distribution.validation.horizons = []
    expected.schedule = TrainingSchedule(
      epochs: 6, episodesPerEpoch: 5, curriculum: Curriculum(horizons: [24, 48], leastEpochs: 4),
      imitation: Imitation(
        share: .steps([0.25, 0.75]),
        teachers: [Teacher("adam", learningRate: 0.02), Teacher("nag", learningRate: 0.5)]))
    #expect(trainer.settings == expected)
    #expect(trainer.settings.schedule == expected.schedule)
  }

  @Test func otherValuesOfTheSameKeysReachIt() throws {
    let edited = [
      "preprocessing: log-and-sign\n      p: 7": "preprocessing: raw",
      "coordinateSigns: mixed": "coordinateSigns: mixed-after-first-tensor",
      "updateScale: [1, 0.75, 0.25]": "updateScale: 0.5",
    ].reduce(Self.learned) { $0.replacing($1.key, with: $1.value) }
    let trainer = try trainer(edited)
    var expected = Self.settings
    expected.rule = SignMixed(
      CoordinatewiseLSTM(outputScale: 0.125, forgetBias: 0.5, metaGradientStride: 13),
      signs: .afterFirstTensor)
    expected.estimator = TruncatedBackpropagation(
      unrollLength: 4, updateScale: .constant(0.5), lossOf: .lastStep)
    #expect(trainer.settings == expected)
  }

  @Test func keysThatAreMissingLeaveTheDefaults() throws {
    let optional = [
      "p", "coordinateSigns", "forgetBias", "updateScale", "lossOf", "transformations",
      "initialScale",
      "randomScaling", "parameterRescaling", "convexTerm",
      "patience", "gradientClipping", "metaGradientStride", "averaging", "learningRateFactor",
      "horizonFactor", "horizons", "optimizees",
    ]
    let one = Self.learned.replacing(", weight: 2.5", with: "")
      .replacing("        - { name: quadratic-gaussian-3 }\n", with: "")
    let lines = one.split(separator: "\n").filter { line in
      !optional.contains { line.drop { $0 == " " }.hasPrefix("\($0):") }
    }
    let trainer = try trainer(lines.joined(separator: "\n") + "\n")
    var expected = TrainingSettings(
      rule: CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.125),
      distribution: Distribution(
        optimizee: "quadratic-uniform-3", horizon: 12, functions: 3,
        validation: Validation(functions: 9)),
      estimator: TruncatedBackpropagation(unrollLength: 4),
      metaOptimizer: MetaOptimizer(learningRate: 0),
      schedule: TrainingSchedule(epochs: 6, episodesPerEpoch: 5))
    expected.metaOptimizer.learningRate = Self.settings.metaOptimizer.learningRate
    #expect(trainer.settings == expected)
    #expect(trainer.rule is CoordinatewiseLSTM)
  }
}
