/// What happens during a run, for whoever shows it.
public enum RunEvent: Sendable {
  /// `work` of all cells, and what earlier runs have done of it, in seconds of one core, roughly.
  case began(cells: Int, finished: Int, work: Double, workFinished: Double)
  case cellBegan(key: String, label: String)
  /// A meta-training cell finished an epoch.
  case epoch(cell: String, done: Int, of: Int, metaSteps: Int, validationLoss: Double?)
  case cellFinished(key: String, label: String, seconds: Double, work: Double)
  /// A record or optimizer file cannot be trusted and is made again.
  case damaged(label: String, reason: String)
}
