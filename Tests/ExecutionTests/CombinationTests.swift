import Datasets
import Foundation
import Optimizees
import Results
import Suites
import TestSupport
import Testing

@testable import Execution

/// Groups of tensors, meta-trained by evolution strategies on an ensemble: one suite, through every cell.
private let yaml = """
  suite: combined
  description: An ensemble, groups and evolution strategies
  seed: 9
  budgetMinutes: 1
  ensembles:
    - name: mixture
      parts:
        - { optimizee: quadratic-uniform-3, weight: 2 }
        - { optimizee: digits-mlp-1-batch-2 }
  learned:
    - name: grouped
      metaSeeds: 1
      rule:
        groups:
          - name: matrices
            tensors: { roles: [inputWeights, weights] }
            kind: coordinatewise-linear
            outputScale: 0.1
          - name: rest
            tensors: { names: ["part*/*"] }
            kind: momentum
            learningRate: 0.01
      distribution:
        optimizee: mixture
        horizon: 3
        functions: 1
        validation:
          functions: 2
      estimator:
        kind: evolution-strategies
        standardDeviation: 0.1
        pairs: 2
      metaOptimizer:
        learningRate: 0.01
      schedule:
        epochs: 2
        episodesPerEpoch: 2
  handDesigned:
    optimizers: [sgd]
    tuningFunctions: 2
    lowestLearningRate: 0.01
    highestLearningRate: 0.1
    pointsPerDecade: 1
    refinements: 0
  evaluations:
    - optimizees: [mixture]
      horizons: [4]
      functions: 2

  """

private func edited(_ old: String, _ new: String) -> String {
  yaml.replacingOccurrences(of: old, with: new)
}

@Suite(.optimized) struct CombinationTests {
  private let library = DataLibrary { dataset throws(DatasetError) in
    throw .unreadable(file: dataset.folder, reason: "the suite needs no data")
  }

  private func run(_ yaml: String, threads: Int) throws -> (digest: String, records: [Record]) {
    let folder = try TemporaryFolder()
    let plan = try plan(yaml, file: "combined.yaml")
    let writer = try StoreWriter(folder: folder.path, suite: plan.suite.name)
    let summary = try SuiteRun(plan, writer: writer, library: library, threads: threads) { _ in }
      .run()
    let records = try Store(folder: folder.path).records(of: plan.manifest)
    return (try #require(summary.digest), records)
  }

  @Test func aSuiteOfAllOfThemRunsToTheSameDigestOnAnyThreads() throws {
    let (digest, records) = try run(yaml, threads: 1)
    #expect(records.count == 4)
    for record in records {
      switch record.content {
      case .metaTraining(let result):
        #expect(result.metaSteps == 4 && result.skippedWindows == 0)
      case .evaluation(let result):
        let last = try #require(result.heldOut?.last)
        #expect(last.losses.allSatisfy { $0 != nil } && last.accuracies.allSatisfy { $0 == nil })
        #expect(result.finalLossWindow == 10)
      case .search, .tuning, .study: break
      }
    }
    #expect(try run(yaml, threads: 2).digest == digest)
  }

  @Test(arguments: [
    (
      "part*/*", "*.bias",
      "learned[0].rule: found no group for the tensor part0/parameters, whose role is other, on mixture"
    ),
    (
      "kind: coordinatewise-linear\n          outputScale", "kind: sgd\n          learningRate",
      "learned[0].rule.groups: found hand-designed optimizers alone, expected a group with a"
    ),
    (
      "learningRate: 0.01\n    distribution", "outputScale: 1\n    distribution",
      "learned[0].rule.groups[1].outputScale: found an unknown key, expected"
    ),
    (
      "{ roles: [inputWeights, weights] }", "none",
      "learned[0].rule.groups[0].tensors: found none, expected `all`, or a mapping with roles or names"
    ),
    (
      "{ roles: [inputWeights, weights] }", "{ roles: [bias], names: [a] }",
      "learned[0].rule.groups[0].tensors: found a mapping, expected either roles or names"
    ),
    (
      "name: matrices", "name: a/b",
      "learned[0].rule.groups[0].name: found a/b, expected a name of lowercase letters"
    ),
    (
      "name: rest", "name: matrices",
      "learned[0].rule.groups[1]: found a second group of the name matrices, expected each name once"
    ),
  ])
  func mistakesAreNamed(old: String, new: String, message: String) throws {
    let error = try #require(throws: SuiteError.self) {
      _ = try plan(edited(old, new), file: "combined.yaml")
    }
    #expect("\(error)".contains(message), "\(error)")
  }

  private static let linear = "kind: coordinatewise-linear\n          outputScale: 0.1"

  @Test(arguments: ["small-mlp", "celo2-base"])
  func aRuleThatKnowsNoWayBackIsTrainedForwardsAlone(kind: String) throws {
    let forwards = edited(Self.linear, "kind: \(kind)")
    let (digest, records) = try run(forwards, threads: 1)
    #expect(try run(forwards, threads: 2).digest == digest)
    let isTrained = records.contains { record in
      guard case .metaTraining(let result) = record.content else { return false }
      return result.metaSteps == 4 && result.skippedWindows == 0
    }
    #expect(isTrained)

    let backwards = forwards.replacingOccurrences(
      of: "evolution-strategies\n      standardDeviation: 0.1\n      pairs: 2",
      with: "truncated-backpropagation\n      unrollLength: 3")
    let error = try #require(throws: SuiteError.self) {
      _ = try plan(backwards, file: "combined.yaml")
    }
    let message =
      "learned[0].estimator.kind: found truncated-backpropagation, expected an estimator that needs"
      + " no way back through the rule, which knows none"
    #expect("\(error)".contains(message), "\(error)")
  }
}

@Test func partsHaveStreamsEnough() {
  #expect(EnsemblePart.limit == FunctionSplit.partLimit)
}
