import Optimizees
import Sampling
import Settings

extension MetaTrainer {
  /// The family that an episode has functions of: family k with probability weight_k / Σ weights, by one
  /// draw from a stream named by (run, episode). A distribution of one family draws nothing.
  func family(ofEpisode number: Int) -> any OptimizeeFamily {
    let shares = settings.distribution.optimizees
    guard shares.count > 1 else { return family(named: shares[0].name) }
    let point =
      stream(.episodeFamilies, ofEpisode: number).uniform()
      * shares.reduce(0) { $0 + $1.weight }
    var end = 0.0
    for share in shares.dropLast() {
      end += share.weight
      if point < end { return family(named: share.name) }
    }
    return family(named: shares[shares.count - 1].name)
  }

  func family(named name: String) -> any OptimizeeFamily {
    guard let family = families[name] else { preconditionFailure("\(name) is among the families") }
    return family
  }
}

extension MetaTrainer {
  /// Meta-training on one family, whatever the distribution calls it.
  public init(
    _ settings: TrainingSettings, metaLearningRate: Double, family: any OptimizeeFamily,
    suiteSeed: UInt64, run: Int, threads: Int
  ) {
    self.init(
      settings, metaLearningRate: metaLearningRate, families: settings.named(family),
      suiteSeed: suiteSeed, run: run, threads: threads)
  }

  /// The same, taken up again.
  public init?(
    _ settings: TrainingSettings, metaLearningRate: Double, family: any OptimizeeFamily,
    suiteSeed: UInt64, run: Int, threads: Int, resuming snapshot: Snapshot
  ) {
    self.init(
      settings, metaLearningRate: metaLearningRate, families: settings.named(family),
      suiteSeed: suiteSeed, run: run, threads: threads, resuming: snapshot)
  }
}

extension TrainingSettings {
  fileprivate func named(_ family: any OptimizeeFamily) -> [String: any OptimizeeFamily] {
    Dictionary(uniqueKeysWithValues: distribution.optimizeeNames.map { ($0, family) })
  }
}
