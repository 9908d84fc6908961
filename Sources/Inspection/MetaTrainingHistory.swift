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
    let isCurriculum = result.epochs.contains { $0.horizon != nil }
    let measured = (result.validation ?? []).map { part in
      part.horizon.map { "\(part.optimizee) at \($0)" } ?? part.optimizee
    }
    let table = TextTable(
      header: ["epoch", "meta steps"] + (isCurriculum ? ["horizon", "measured at"] : [])
        + ["training loss", "validation loss"] + measured + ["largest metaGradient", ""],
      rows: epochs.map { number in
        let epoch = result.epochs[number]
        return ["\(number)", "\(epoch.metaSteps)"]
          + [epoch.horizon, epoch.validationHorizon].compactMap { $0.map(String.init) } + [
            Diagnosis.number(epoch.trainingLoss), Self.text(epoch.validationLoss),
          ] + (epoch.validationLosses ?? []).map(Self.text) + [
            Diagnosis.number(epoch.largestMetaGradientNorm),
            number == result.bestEpoch ? "best" : "",
          ]
      })
    let rate = result.metaLearningRate.text(digits: 3)
    return "meta-training of \(result.optimizer) on \(result.optimizee), meta-seed "
      + "\(result.metaSeed), meta learning rate \(rate)\n\(table.text)"
      + "best epoch: \(result.bestEpoch) of \(result.epochs.count - 1), stopped by "
      + "\(result.stopped); skipped windows: \(result.skippedWindows)\n"
  }

  private static func text(_ validationLoss: Double?) -> String {
    validationLoss.map { $0.text(digits: 4) } ?? "diverged"
  }

  /// The epochs shown, in order.
  var epochs: [Int] {
    let last = result.epochs.count - 1
    let stride = max(1, (last + Self.shown - 1) / Self.shown)
    return (0...last).filter { $0 % stride == 0 || $0 == last || $0 == result.bestEpoch }
  }
}
