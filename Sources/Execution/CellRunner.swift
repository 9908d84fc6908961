import Datasets
import ExternalOptimizers
import Optimizees
import Optimizers
import Results
import Suites

/// Turns one cell into what it leaves behind, from the suite and the records it depends on.
struct CellRunner {
  let suite: Suite
  let cell: Cell
  let library: DataLibrary
  let registry: Registry
  let threads: Int
  /// Finished records by key: those of the cell's dependencies at least.
  let records: @Sendable (_ key: String) throws -> Record
  let optimizerBytes: @Sendable (MetaTrainingResult) throws -> [UInt8]
  /// Nil keeps nothing of a cell that is stopped.
  let checkpoint: CellCheckpoint?
  let report: @Sendable (RunEvent) -> Void
  /// Where external optimizers are at work.
  var processes = ProcessPool()

  /// A result, and the bytes of the optimizer that goes with it.
  struct Outcome {
    var content: Record.Content
    var optimizer: [UInt8]?
    var metaSteps = 0
    var innerSteps = 0
  }

  func run() throws -> Outcome {
    switch cell.work {
    case .search(let work): try search(work)
    case .metaTraining(let work): try metaTrain(work)
    case .tuning(let work): try tune(work)
    case .evaluation(let work): try evaluate(work)
    case .study(let work): try study(work)
    }
  }
}

extension CellRunner {
  func family(_ optimizee: Suite.Optimizee) throws -> any OptimizeeFamily {
    guard var family = registry.family(of: optimizee) else {
      throw ExecutionError.unknown(what: "optimizee", name: optimizee.name, cell: cell.label)
    }
    try family.load(from: library)
    return family
  }

  func metaTrainingRecord(_ key: String) throws -> MetaTrainingResult {
    guard case .metaTraining(let result) = try records(key).content else {
      throw ExecutionError.otherContent(cell: cell.label)
    }
    return result
  }

  func tuningRecord(_ key: String) throws -> TuningResult {
    guard case .tuning(let result) = try records(key).content else {
      throw ExecutionError.otherContent(cell: cell.label)
    }
    return result
  }

  /// The optimizer that a meta-training run left.
  func metaTrained(_ key: String) throws -> LearnedOptimizer {
    let trained = try metaTrainingRecord(key)
    return try OptimizerFile(
      decoding: optimizerBytes(trained), file: trained.optimizerFile, registry: registry
    ).optimizer
  }

  func handDesigned(_ name: String) throws -> HandDesigned.Rule {
    guard let rule = registry.handDesigned(name) else {
      throw ExecutionError.unknown(what: "optimizer", name: name, cell: cell.label)
    }
    return rule
  }
}
