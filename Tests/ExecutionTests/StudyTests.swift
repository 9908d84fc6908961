import Datasets
import Foundation
import MetaTraining
import Results
import Suites
import TestSupport
import Testing

@testable import Execution

/// Every estimator, and a study of all of them, through every cell.
private let yaml = """
  suite: studied
  description: Estimators
  seed: 4
  budgetMinutes: 1
  learned:
    - name: linear
      metaSeeds: 2
      rule:
        kind: coordinatewise-linear
        outputScale: 1
      distribution:
        optimizee: quadratic-uniform-3
        horizon: 4
        functions: 2
        validation:
          functions: 2
      estimator:
        kind: persistent-evolution-strategies
        standardDeviation: 0.01
        pairs: 2
        unrollLength: 2
        shortestHorizon: 3
        generation: 2
      metaOptimizer:
        learningRate: 0.01
      schedule:
        epochs: 2
        episodesPerEpoch: 2
  evaluations:
    - optimizees: [quadratic-uniform-3]
      horizons: [4]
      functions: 2
  studies:
    - optimizers: [linear]
      at: [untrained, meta-trained]
      windows: [1, 4]
      functions: 2
      standardDeviation: 0.01
      pairs: 2
      episodes: 4
      referenceEpisodes: 40

  """

@Suite struct StudyTests {
  private let library = DataLibrary { dataset throws(DatasetError) in
    throw .unreadable(file: dataset.folder, reason: "the suite needs no data")
  }

  private func run(_ yaml: String, threads: Int) throws -> (digest: String, records: [Record]) {
    let folder = try TemporaryFolder()
    let plan = try studied(yaml)
    let writer = try StoreWriter(folder: folder.path, suite: plan.suite.name)
    let summary = try SuiteRun(plan, writer: writer, library: library, threads: threads) { _ in }
      .run()
    return (
      try #require(summary.digest), try Store(folder: folder.path).records(of: plan.manifest)
    )
  }

  @Test func aStudyLeavesARecordAndTheSameDigestOnAnyThreads() throws {
    let (digest, records) = try run(yaml, threads: 1)
    let studies = records.compactMap { record in
      if case .study(let result) = record.content { result } else { nil }
    }
    #expect(studies.map(\.point) == ["untrained", "meta-trained"])
    for study in studies {
      #expect(study.rows.map(\.windows) == [1, 1, 1, 1, 1, 4, 4, 4, 4])
      #expect(study.rows.map(\.estimator).count { $0.hasPrefix("truncated-backpropagation") } == 2)
      #expect(study.rows.allSatisfy { $0.episodes == 80 && $0.squaredBias != nil })
      #expect(study.rows.map(\.innerSteps) == [32, 8, 48, 32, 32, 8, 48, 32, 32])
      #expect(study.metaParameters == 2)
    }
    #expect(studies[0].rows != studies[1].rows)
    #expect(try run(yaml, threads: 2).digest == digest)
  }

  @Test func aStudyAtTheUntrainedOptimizerDependsOnNoEstimator() throws {
    let plan = try studied(yaml)
    let other = try studied(yaml.replacing("generation: 2", with: "generation: 3"))
    #expect(plan.cells.map(\.label) == other.cells.map(\.label))
    let same = zip(plan.cells, other.cells).filter { $0.key == $1.key }.map(\.0.label)
    #expect(same == ["study estimators of linear untrained"])
  }

  private func studied(_ yaml: String) throws -> Plan { try plan(yaml, file: "studied.yaml") }

  @Test(arguments: [
    (
      "windows: [1, 4]", "windows: [1, 3]",
      "studies[0].windows: found a list, expected divisors of the horizon of linear (4)"
    ),
    (
      "optimizers: [linear]", "optimizers: [sgd]",
      "studies[0].optimizers[0]: found sgd, expected an optimizer that is meta-trained: linear"
    ),
    (
      "at: [untrained, meta-trained]", "at: [trained]",
      "studies[0].at[0]: found trained, expected metaParameters: untrained, meta-trained"
    ),
    (
      "referenceEpisodes: 40", "referenceEpisodes: 1000000",
      "studies[0].episodes: found 80002880 functions in all, expected at most 10000000"
    ),
    (
      "shortestHorizon: 3", "shortestHorizon: 5",
      "learned[0].estimator.shortestHorizon: found 5, expected at most the horizon (4)"
    ),
    (
      "epochs: 2", "epochs: 40000",
      "learned[0].schedule.epochs: found 40000 epochs, expected at most"
    ),
  ])
  func mistakesAreNamed(old: String, new: String, message: String) throws {
    let error = try #require(throws: SuiteError.self) {
      _ = try studied(yaml.replacing(old, with: new))
    }
    #expect("\(error)".contains(message), "\(error)")
  }
}

@Test func bothModulesMeanTheSameGroups() {
  #expect(StudySettings.groups == EstimatorStudy.groups)
}
