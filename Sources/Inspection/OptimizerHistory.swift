import Reports
import Results
import Statistics

/// Where an optimizer comes from and how it did, for people.
public struct OptimizerHistory {
  private let metaTraining: MetaTrainingResult
  private let evaluations: [EvaluationResult]

  /// - Parameter evaluations: those of this optimizer and meta-seed, in the order of the plan.
  public init(_ metaTraining: MetaTrainingResult, evaluations: [EvaluationResult]) {
    (self.metaTraining, self.evaluations) = (metaTraining, evaluations)
  }

  public func text() -> String {
    let rate = metaTraining.metaLearningRate.text(digits: 3)
    let loss = metaTraining.epochs[metaTraining.bestEpoch].validationLoss
    let training =
      "meta-trained on \(metaTraining.optimizee), meta learning rate \(rate); kept epoch "
      + "\(metaTraining.bestEpoch) of \(metaTraining.epochs.count - 1), meta-validation loss "
      + "\(loss.map { $0.text(digits: 4) } ?? "of a divergence")\n"
    guard !evaluations.isEmpty else { return training }
    let table = TextTable(
      header: ["evaluated on", "updates", "functions", "mean final loss", "diverged"],
      rows: evaluations.map { evaluation in
        let mean = Summary.mean(evaluation.finalLosses.map { $0.map(Double.init) ?? .infinity })
        return [
          evaluation.optimizee, "\(evaluation.horizon)", "\(evaluation.finalLosses.count)",
          mean < .infinity ? mean.text(digits: 4) : "∞", "\(evaluation.divergences.count)",
        ]
      }, leftColumns: 1)
    return training + "\n" + table.text
  }
}

extension OptimizerHistory {
  /// Reads the evaluations of the optimizer that `metaTraining` made; throws when one is damaged.
  public init(_ metaTraining: MetaTrainingResult, in folder: String) throws {
    let store = Store(folder: folder)
    var evaluations: [EvaluationResult] = []
    if let manifest = try store.manifest() {
      let start = "evaluate \(metaTraining.optimizer) on "
      for cell in manifest.cells
      where cell.label.hasPrefix(start)
        && cell.label.hasSuffix(" meta-seed \(metaTraining.metaSeed)")
      {
        switch try store.state(of: cell, suite: manifest.suite) {
        case .missing: continue
        case .damaged(let error): throw error
        case .finished(let record):
          if case .evaluation(let result) = record.content { evaluations.append(result) }
        }
      }
    }
    self.init(metaTraining, evaluations: evaluations)
  }
}
