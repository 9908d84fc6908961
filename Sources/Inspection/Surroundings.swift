import Results

/// What the results folder around an optimizer file knows of it.
public struct Surroundings {
  /// The run that made the file; nil when no record has the digest of its bytes.
  public let metaTraining: MetaTrainingResult?
  private let tunings: [TuningResult]

  /// Nothing around it.
  public init() { self.init(metaTraining: nil, tunings: []) }

  init(metaTraining: MetaTrainingResult?, tunings: [TuningResult]) {
    self.metaTraining = metaTraining
    self.tunings = tunings
  }

  /// Reads the finished records of a results folder; throws when one of them is damaged. Skips
  /// evaluation records, which are most of the data.
  ///
  /// - Parameter digest: SHA-256 of the file's bytes.
  public init(of file: String, digest: String, in folder: String) throws {
    let store = Store(folder: folder)
    var metaTraining: MetaTrainingResult?
    var tunings: [TuningResult] = []
    if let manifest = try store.manifest() {
      for cell in manifest.cells where !cell.label.hasPrefix("evaluate ") {
        switch try store.state(of: cell, suite: manifest.suite) {
        case .missing: continue
        case .damaged(let error): throw error
        case .finished(let record):
          switch record.content {
          case .tuning(let result): tunings.append(result)
          case .metaTraining(let result)
          where result.optimizerFile == file && result.optimizerDigest == digest:
            metaTraining = result
          default: continue
          }
        }
      }
    }
    self.metaTraining = metaTraining
    self.tunings = tunings
  }

  /// The tuning of a hand-designed optimizer on an optimizee, at the horizon nearest to `horizon`.
  func tuning(of optimizer: String, on optimizee: String, horizon: Int) -> TuningResult? {
    tunings.filter { $0.optimizer == optimizer && $0.optimizee == optimizee }.min {
      (abs($0.horizon - horizon), $0.horizon) < (abs($1.horizon - horizon), $1.horizon)
    }
  }
}
