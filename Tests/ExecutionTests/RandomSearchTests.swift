import Datasets
import Evaluation
import Foundation
import Optimizees
import Optimizers
import Results
import Sampling
import Suites
import TestSupport
import Testing

@testable import Execution

private let yaml = """
  suite: rivals
  description: Random search alone
  seed: 5
  budgetMinutes: 1
  handDesigned:
    randomSearch:
      optimizers: [nag, adamw, nadamw, lion, muon]
      draws: 12
      tuningFunctions: 3
  evaluations:
    - optimizees: [digits-mlp-4]
      horizons: [6]
      functions: 2

  """

private func rivals() throws -> Plan { try plan(yaml, file: "rivals.yaml") }

@discardableResult
private func run(_ plan: Plan, in folder: String, threads: Int = 1) throws -> String? {
  let writer = try StoreWriter(folder: folder, suite: plan.suite.name)
  return try SuiteRun(plan, writer: writer, library: noData, threads: threads) { _ in }.run().digest
}

private func tunings(_ plan: Plan, in folder: String) throws -> [TuningResult] {
  try Store(folder: folder).records(of: plan.manifest).compactMap { record in
    guard case .tuning(let result) = record.content else { return nil }
    return result
  }
}

@Suite struct RandomSearchTests {
  @Test(.optimized) func bytesDoNotDependOnThreads() throws {
    let (one, two) = (try TemporaryFolder(), try TemporaryFolder())
    let plan = try rivals()
    let digest = try run(plan, in: one.path)
    #expect(try run(plan, in: two.path, threads: 2) == digest)
    let files = try TemporaryFolder.files(in: one.path).filter { $0.key != "provenance.json" }
    let others = try TemporaryFolder.files(in: two.path).filter { $0.key != "provenance.json" }
    #expect(files == others)
  }

  @Test(.optimized) func theRecordHasAllDrawsAndTheEvaluationTakesTheChosenOne() throws {
    let folder = try TemporaryFolder()
    let plan = try rivals()
    try run(plan, in: folder.path)
    let tunings = try tunings(plan, in: folder.path)
    #expect(
      tunings.map(\.optimizer) == ["nag", "adamw", "nadamw", "lion", "muon"].map { $0 + "-tuned" })
    for tuning in tunings {
      let search = try #require(tuning.search)
      #expect(search.draws.count == 12 && tuning.gradientEvaluations == 12 * 3 * 6)
      #expect(search.draws.allSatisfy { $0.settings["rateDecay"] != nil })
      let losses = search.draws.compactMap(\.meanFinalLoss)
      #expect(search.draws[search.chosen].meanFinalLoss == losses.min())
    }
    for record in try Store(folder: folder.path).records(of: plan.manifest) {
      guard case .evaluation(let result) = record.content else { continue }
      #expect(result.kind == .handDesigned)
      #expect(
        result.learningRate
          == tunings.first { $0.optimizer == result.optimizer }?.learningRate)
    }
  }

  /// Five of its draws are in a checkpoint.
  @Test(.optimized) func aStoppedSearchGivesTheSameRecord() throws {
    let folder = try TemporaryFolder()
    let plan = try rivals()
    let digest = try run(plan, in: folder.path)
    let store = Store(folder: folder.path)
    for cell in plan.manifest.cells where cell.label.hasPrefix("tune") {
      guard case .finished(let record) = try store.state(of: cell, suite: plan.suite.name),
        case .tuning(let result) = record.content, let draws = result.search?.draws
      else {
        Issue.record("no record of \(cell.label)")
        continue
      }
      try FileManager.default.removeItem(atPath: store.recordPath(of: cell))
      let measured = draws.prefix(5).map {
        CheckpointPoint(meanFinalLoss: $0.meanFinalLoss, diverged: $0.diverged)
      }
      try StoreWriter(folder: folder.path, suite: plan.suite.name)
        .writeCheckpoint(measured, seconds: 1, of: cell)
    }
    #expect(try run(plan, in: folder.path, threads: 2) == digest)
  }
}

private struct CheckpointPoint: Codable {
  var meanFinalLoss: Double?
  var diverged: Int
}

/// Celo2's base rule, whose learning rate and schedule are tuned after meta-training.
private let learnedYAML = """
  suite: tuned
  description: A learned optimizer tuned like its rival
  seed: 5
  budgetMinutes: 1
  learned:
    - name: celo2
      metaSeeds: 2
      rule: { kind: celo2-base }
      distribution:
        optimizee: quadratic-uniform-3
        horizon: 4
        functions: 2
        validation: { functions: 2 }
      estimator: { kind: evolution-strategies, standardDeviation: 0.01, pairs: 1 }
      metaOptimizer: { learningRate: 0.01 }
      schedule: { epochs: 1, episodesPerEpoch: 1 }
      tuning: { draws: 6, tuningFunctions: 3 }
  handDesigned:
    randomSearch: { optimizers: [adamw], draws: 6, tuningFunctions: 3 }
  evaluations:
    - { optimizees: [quadratic-uniform-3], horizons: [4, 8], functions: 2 }

  """

@Suite struct LearnedTuningTests {
  private func tuned(_ yaml: String = learnedYAML) throws -> Plan {
    try plan(yaml, file: "tuned.yaml")
  }

  @Test func everyMetaSeedIsTunedForEachHorizon() throws {
    let plan = try tuned()
    let labels = plan.cells.map(\.label)
    for (metaSeed, horizon) in [(0, 4), (0, 8), (1, 4), (1, 8)] {
      let place = "celo2 on quadratic-uniform-3 at \(horizon) meta-seed \(metaSeed)"
      #expect(labels.contains("tune \(place)") && labels.contains("evaluate \(place)"))
    }
    let untuned = try tuned(
      learnedYAML.replacing("    tuning: { draws: 6, tuningFunctions: 3 }\n", with: ""))
    #expect(untuned.cells.count == plan.cells.count - 4)
    let (keys, before) = (Set(plan.cells.map(\.key)), untuned.cells)
    let changed = before.filter { !keys.contains($0.key) }.map(\.label)
    #expect(changed.allSatisfy { $0.hasPrefix("evaluate celo2") } && changed.count == 4)
  }

  @Test func theEvaluationHasTheChosenSettings() throws {
    let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
    let plan = try tuned()
    let digest = try run(plan, in: folder.path)
    #expect(try run(plan, in: other.path, threads: 2) == digest)
    let tunings = try tunings(plan, in: folder.path)
    #expect(tunings.compactMap(\.search?.metaSeed) == [0, 1, 0, 1])
    for record in try Store(folder: folder.path).records(of: plan.manifest) {
      guard case .evaluation(let result) = record.content, let metaSeed = result.metaSeed else {
        continue
      }
      let search = try #require(
        tunings.first { $0.search?.metaSeed == metaSeed && $0.horizon == result.horizon }?.search)
      let expected = try finalLosses(
        draw: search.chosen, metaSeed: metaSeed, horizon: result.horizon, in: folder.path)
      #expect(result.finalLosses == expected)
    }
  }

  /// Of the file of a meta-seed under the settings of a draw, on the meta-test functions.
  private func finalLosses(
    draw: Int, metaSeed: Int, horizon: Int, in folder: String
  ) throws -> [Float?] {
    let path = "\(folder)/optimizers/celo2-\(metaSeed).safetensors"
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let file = try Execution.OptimizerFile(decoding: bytes, file: path, registry: .builtIn)
    let drawn = file.optimizer.drawing(
      from: RandomStream(suiteSeed: 5, role: .settings, index: draw))
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3"))
    let evaluator = Evaluator(
      family: family, split: .metaTest, functions: 2, horizon: horizon, suiteSeed: 5, threads: 1)
    return evaluator.trajectories(of: drawn.optimizer).map {
      $0.finalLoss(window: family.finalLossWindow)
    }
  }

  @Test func aRuleThatLeavesNothingToItsUsersHasNoTuning() throws {
    let error = try #require(throws: SuiteError.self) {
      try tuned(learnedYAML.replacing("celo2-base", with: "coordinatewise-linear, outputScale: 1"))
    }
    #expect("\(error)".contains("learned[0].tuning: found tuning of a rule that leaves no setting"))
  }
}
