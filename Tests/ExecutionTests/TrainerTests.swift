import Datasets
import Foundation
import MetaTraining
import Optimizers
import Results
import Suites
import TestSupport
import Testing

@testable import Execution

/// What a suite says of a learned optimizer reaches its meta-training, each key at its place.
@Suite struct TrainerTests {
  private static let learned = """
      - name: lstm
        kind: coordinatewise-lstm
        optimizee: quadratic-uniform-3
        metaSeeds: 2
        preprocessing: log-and-sign
        p: 7
        outputScale: 0.125
        coordinateSigns: mixed
        forgetBias: 0.5
        horizon: 12
        unrollLength: 4
        laterUpdateScale: [0.75, 0.25]
        initialScale: { lowest: 0.0625, highest: 8 }
        functionsPerEpisode: 3
        episodesPerEpoch: 5
        epochs: 6
        patience: 11
        validationFunctions: 9
        validationScale: { lowest: 0.375, highest: 2 }
        gradientClipping: 1.5
        metaGradientStride: 13
        averaging: 0.875
        decay: 0.625
        metaLearningRate: { lowest: 0.01, highest: 0.04, candidates: 1, epochs: 2 }

    """

  /// The settings that the keys above stand for; the decay is compared apart.
  private static func settings(decayPerEpoch: Double) -> MetaTrainingSettings {
    MetaTrainingSettings(
      horizon: 12, unrollLength: 4, updateScales: [1, 0.75, 0.25], initialScale: 0.0625...8,
      validationScale: 0.375...2, functionsPerEpisode: 3, episodesPerEpoch: 5, epochs: 6,
      patience: 11, validationFunctions: 9, gradientClipping: 1.5, metaGradientStride: 13,
      averaging: 0.875, metaLearningRate: 0.02, decayPerEpoch: decayPerEpoch)
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
    return try runner.trainer(work.training, rate: 0.02, run: work.metaSeed)
  }

  private func edited(_ edits: [String: String]) -> String {
    edits.reduce(Self.learned) { $0.replacing($1.key, with: $1.value) }
  }

  @Test func everyKeyOfALearnedOptimizerIsSetHere() {
    let keys = Self.learned.split(separator: "\n").compactMap { line in
      line.split(separator: ":").first.map { String($0.drop { "- ".contains($0) }) }
    }
    #expect(keys.sorted() == SuiteKeys.learned.sorted())
  }

  @Test func everyKeyReachesTheTrainer() throws {
    let trainer = try trainer(Self.learned)
    let decay = trainer.settings.decayPerEpoch
    #expect(abs(decay - pow(0.625, 1.0 / 6)) < 1e-15)
    #expect(trainer.settings == Self.settings(decayPerEpoch: decay))
    #expect(
      trainer.progress.optimizer.configuration
        == LearnedConfiguration(
          preprocessing: .logAndSign(p: 7), outputScale: 0.125, signs: .everywhere, forgetBias: 0.5)
    )
    let isMixed = trainer.progress.optimizer is SignMixed<CoordinatewiseLSTM>
    #expect(isMixed)
    #expect(trainer.family.name == "quadratic-uniform-3")
    #expect((trainer.suiteSeed, trainer.run, trainer.threads) == (5, 1, 1))
  }

  @Test func otherValuesOfTheSameKeysReachIt() throws {
    let trainer = try trainer(
      edited([
        "preprocessing: log-and-sign\n    p: 7": "preprocessing: raw",
        "coordinateSigns: mixed": "coordinateSigns: mixed-after-first-tensor",
        "laterUpdateScale: [0.75, 0.25]": "laterUpdateScale: 0.5",
      ]))
    #expect(trainer.settings.updateScales == [1, 0.5, 0.5])
    #expect(
      trainer.progress.optimizer.configuration
        == LearnedConfiguration(
          preprocessing: .raw, outputScale: 0.125, signs: .afterFirstTensor, forgetBias: 0.5))
  }

  @Test func keysThatAreMissingLeaveTheDefaults() throws {
    let optional = [
      "p", "coordinateSigns", "forgetBias", "laterUpdateScale", "initialScale", "patience",
      "validationScale", "gradientClipping", "metaGradientStride", "averaging", "decay",
    ]
    let lines = Self.learned.split(separator: "\n").filter { line in
      !optional.contains { line.hasPrefix("    \($0):") }
    }
    let trainer = try trainer(lines.joined(separator: "\n") + "\n")
    #expect(
      trainer.settings
        == MetaTrainingSettings(
          horizon: 12, unrollLength: 4, functionsPerEpisode: 3, episodesPerEpoch: 5, epochs: 6,
          validationFunctions: 9, metaLearningRate: 0.02))
    #expect(
      trainer.progress.optimizer.configuration
        == LearnedConfiguration(preprocessing: .logAndSign(p: 10), outputScale: 0.125))
    let isPlain = trainer.progress.optimizer is CoordinatewiseLSTM
    #expect(isPlain)
  }
}
