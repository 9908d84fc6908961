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

  @Test func everyMeasurementOfACurriculumIsShown() {
    var result = Self.result(epochs: 2, best: 2)
    result.validation = ["one", "two"].map { .init(optimizee: $0, horizon: nil) }
    for epoch in 0...2 {
      result.epochs[epoch].validationLosses = [4, epoch == 1 ? nil : 1]
      result.epochs[epoch].horizon = 10
      result.epochs[epoch].validationHorizon = 20
    }
    let lines = MetaTrainingHistory(result).text().split(separator: "\n").map { line in
      line.split(separator: " ").joined(separator: " ")
    }
    #expect(
      lines[1]
        == "epoch meta steps horizon measured at training loss validation loss one two largest metaGradient"
    )
    #expect(lines[3] == "1 5 10 20 1.000 diverged 4.000 diverged 3.000")
    #expect(lines[4] == "2 10 10 20 1.000 2.000 4.000 1.000 3.000 best")
  }

  @Test func longRunsAreThinned() {
    let epochs = MetaTrainingHistory(Self.result(epochs: 203, best: 59)).epochs
    #expect(epochs.count <= 23)
    #expect(epochs.first == 0)
    #expect(epochs.last == 203)
    #expect(epochs.contains(59))
  }
}
