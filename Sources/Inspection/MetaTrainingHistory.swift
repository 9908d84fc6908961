import Reports
import Results
import Statistics

/// How a meta-training run went, epoch by epoch, for people.
public struct MetaTrainingHistory {
  private let result: MetaTrainingResult
  /// Epochs shown of a long run, beside the first, the last and the best.
  static let shown = 20

  public init(_ result: MetaTrainingResult) { self.result = result }

  public func text() -> String {
    let table = TextTable(
      header: [
        "epoch", "meta steps", "training loss", "validation loss", "largest metaGradient", "",
      ],
      rows: epochs.map { number in
        let epoch = result.epochs[number]
        return [
          "\(number)", "\(epoch.metaSteps)", Diagnosis.number(epoch.trainingLoss),
          epoch.validationLoss.map { $0.text(digits: 4) } ?? "diverged",
          Diagnosis.number(epoch.largestMetaGradientNorm), number == result.bestEpoch ? "best" : "",
        ]
      })
    let rate = result.metaLearningRate.text(digits: 3)
    return "meta-training of \(result.optimizer) on \(result.optimizee), meta-seed "
      + "\(result.metaSeed), meta learning rate \(rate)\n\(table.text)"
      + "best epoch: \(result.bestEpoch) of \(result.epochs.count - 1), stopped by "
      + "\(result.stopped); skipped windows: \(result.skippedWindows)\n"
  }

  /// The epochs shown, in order.
  var epochs: [Int] {
    let last = result.epochs.count - 1
    let stride = max(1, (last + Self.shown - 1) / Self.shown)
    return (0...last).filter { $0 % stride == 0 || $0 == last || $0 == result.bestEpoch }
  }
}
