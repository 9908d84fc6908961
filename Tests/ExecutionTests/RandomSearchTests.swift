import Datasets
import Foundation
import Results
import Suites
import TestSupport
import Testing

@testable import Execution

private let noData = DataLibrary { dataset throws(DatasetError) in
  throw .unreadable(file: dataset.folder, reason: "the suite needs no data")
}

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
