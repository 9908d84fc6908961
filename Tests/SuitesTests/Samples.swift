import Execution
import Foundation

@testable import Suites

/// A suite that uses every key, and a vocabulary that knows its names.
enum Samples {
  static let yaml = """
    suite: sample  # a comment
    description: Everything, in one suite
    seed: 18446744073709551615
    budgetMinutes: 1.5
    margin: 0.1
    learnedMargin: 0.5
    learned:
      - name: lstm
        metaSeeds: 2
        rule:
          kind: coordinatewise-lstm
          preprocessing: log-and-sign
          p: 5
          outputScale: 0.1
          forgetBias: 0
          metaGradientStride: 4
        distribution:
          optimizee: quadratic-10
          horizon: 100
          functions: 128
          transformations:
            initialScale: { lowest: 0.02, highest: 1 }
          validation:
            functions: 512
        estimator:
          kind: truncated-backpropagation
          unrollLength: 20
        metaOptimizer:
          learningRate: { lowest: 3e-4, highest: 0.01, candidates: 3, epochs: 5 }
          learningRateFactor: { shape: geometric, to: 0.97 }
          gradientClipping: 1
          averaging: 0.9
        schedule:
          epochs: 60
          episodesPerEpoch: 50
          patience: 20
      - name: lstm-mnist
        metaSeeds: 1
        rule:
          kind: coordinatewise-lstm
          preprocessing: raw
          outputScale: 1
          coordinateSigns: mixed
        distribution:
          optimizee: mnist
          horizon: 10
          functions: 1
          validation:
            functions: 1
            transformations:
              initialScale: { lowest: 0.1, highest: 2 }
        estimator:
          kind: truncated-backpropagation
          unrollLength: 5
          updateScale: [1, 0.5]
        metaOptimizer:
          learningRate: 0.003
        schedule:
          epochs: 1
          episodesPerEpoch: 1
    handDesigned:
      optimizers: [sgd, adam]
      tuningFunctions: 256
      lowestLearningRate: 0.0001
      highestLearningRate: 10
      pointsPerDecade: 2
      refinements: 0
    minimisers: [bfgs2]
    evaluations:
      - optimizees: [quadratic-10]
        horizons: [100, 200]
        functions: 1024
      - optimizees: [mnist]
        horizons: [100]
        functions: 8
    published:
      - { figure: fig4, file: published/fig4.csv, optimizee: quadratic-10, horizon: 100 }

    """

  static let curves = "optimizer,updates,loss\nADAM,0,2\nLSTM,0,2.5\nADAM,100,0.25\n"

  /// The sample with final losses in place of the curves.
  static let withFinalLosses = edited(
    "optimizee: quadratic-10, horizon: 100 }", "horizon: 100, kind: final-losses }")

  static let vocabulary = vocabulary(mnist: "checksum 1")

  /// `raised`: a numeric module whose arithmetic has version 2, where all others have 1.
  static func vocabulary(
    mnist fingerprint: String = "checksum 1", raised: String? = nil,
    quadraticUnlikePublished reason: String? = nil
  ) -> Vocabulary {
    func versions(_ modules: String...) -> [String: Int] {
      Dictionary(uniqueKeysWithValues: modules.map { ($0, $0 == raised ? 2 : 1) })
    }
    let (quadratic, mnist) = (versions("Sampling"), versions("Datasets", "Sampling"))
    return Vocabulary(
      optimizees: ["quadratic-<dimension>", "mnist"],
      learned: Vocabulary.Learned(.builtIn), handDesigned: ["sgd", "adam"], minimisers: ["bfgs2"],
      arithmetic: WorkArithmetic(
        metaTraining: versions("MetaTraining", "Optimizers", "Evaluation"),
        optimization: versions("Optimizers", "Evaluation"), minimisation: versions("Evaluation"))
    ) { name in
      switch name {
      case "quadratic-10":
        OptimizeeFacts(
          isDeterministic: true, fingerprint: "", arithmetic: quadratic, unlikePublished: reason)
      case "mnist":
        OptimizeeFacts(
          isDeterministic: false, fingerprint: fingerprint, arithmetic: mnist,
          dataNote: "MNIST, real")
      case "cifar": throw MissingData()
      default: nil
      }
    }
  }

  struct MissingData: Error, CustomStringConvertible {
    let description = "run l2l data fetch"
  }

  static func suite(
    _ yaml: String = yaml, file: String = "suites/sample.yaml",
    vocabulary: Vocabulary = vocabulary, curves: String = curves
  ) throws -> Suite {
    try Suite(decoding: yaml, file: file, vocabulary: vocabulary) { path in
      guard path == "published/fig4.csv" else {
        throw SuiteError.unreadable(file: path, reason: "no such file")
      }
      return Array(curves.utf8)
    }
  }

  /// The sample with the first occurrence of a text replaced; `new` empty removes its line.
  static func edited(_ old: String, _ new: String) -> String {
    guard let range = yaml.range(of: old) else { preconditionFailure("no \(old)") }
    return yaml.replacingCharacters(in: new.isEmpty ? yaml.lineRange(for: range) : range, with: new)
  }
}
