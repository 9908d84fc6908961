import Results
import Testing

@testable import Inspection

@Suite struct OptimizerHistoryTests {
  private func evaluation(_ losses: [Float?], diverged: [Int] = []) -> EvaluationResult {
    EvaluationResult(
      optimizer: "lstm", kind: .learned, metaSeed: 1, optimizee: "quadratic-uniform-3", horizon: 40,
      learningRate: nil, finalLossWindow: 1, finalLosses: losses, areas: losses,
      divergences: diverged.map { .init(function: $0, firstBadStep: 7) },
      trajectory: .init(mean: [], lowerQuartile: [], median: [], upperQuartile: []))
  }

  private let training = MetaTrainingResult(
    optimizer: "lstm", optimizee: "quadratic-uniform-3", metaSeed: 1, metaLearningRate: 0.0125,
    epochs: [3, 0.5, 0.25, nil].map {
      .init(metaSteps: 1, trainingLoss: nil, validationLoss: $0, largestMetaGradientNorm: nil)
    },
    bestEpoch: 2, stopped: "epochs", skippedWindows: 0, metaSteps: 1, optimizerFile: "lstm-1",
    optimizerDigest: "")

  @Test func saysWhereTheOptimizerComesFromAndHowItDid() {
    let text = OptimizerHistory(training, evaluations: [evaluation([1, 2, 3])]).text()
    #expect(
      text == """
        meta-trained on quadratic-uniform-3, meta learning rate 0.0125; kept epoch 2 of 3, \
        meta-validation loss 0.2500

        evaluated on         updates  functions  mean final loss  diverged
        quadratic-uniform-3       40          3            2.000         0

        """)
  }

  @Test func aDivergenceMakesTheMeanInfinite() {
    let text = OptimizerHistory(training, evaluations: [evaluation([1, nil], diverged: [1])]).text()
    #expect(text.hasSuffix("  ∞         1\n"))
  }

  @Test func withoutEvaluationsThereIsNoTable() {
    #expect(!OptimizerHistory(training, evaluations: []).text().contains("evaluated on"))
  }
}
