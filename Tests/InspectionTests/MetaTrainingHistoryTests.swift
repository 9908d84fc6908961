import Results
import Testing

@testable import Inspection

@Suite struct MetaTrainingHistoryTests {
  static func result(epochs: Int, best: Int) -> MetaTrainingResult {
    MetaTrainingResult(
      optimizer: "lstm", optimizee: "quadratic-uniform-3", metaSeed: 2, metaLearningRate: 0.01,
      epochs: (0...epochs).map { number in
        MetaTrainingResult.Epoch(
          metaSteps: 5 * number, trainingLoss: number == 0 ? nil : 1,
          validationLoss: number == 1 ? nil : 2, largestMetaGradientNorm: number == 0 ? nil : 3)
      }, bestEpoch: best, stopped: "epochs", skippedWindows: 4, metaSteps: 5 * epochs,
      optimizerFile: "lstm-2.safetensors", optimizerDigest: "")
  }

  @Test func everyEpochOfAShortRunIsShown() {
    #expect(
      MetaTrainingHistory(Self.result(epochs: 2, best: 2)).text() == """
        meta-training of lstm on quadratic-uniform-3, meta-seed 2, meta learning rate 0.0100
        epoch  meta steps  training loss  validation loss  largest metaGradient      
            0           0              -            2.000                     -      
            1           5          1.000         diverged                 3.000      
            2          10          1.000            2.000                 3.000  best
        best epoch: 2 of 2, stopped by epochs; skipped windows: 4

        """)
  }

  @Test func longRunsAreThinned() {
    let epochs = MetaTrainingHistory(Self.result(epochs: 203, best: 59)).epochs
    #expect(epochs.count <= 23)
    #expect(epochs.first == 0)
    #expect(epochs.last == 203)
    #expect(epochs.contains(59))
  }
}
