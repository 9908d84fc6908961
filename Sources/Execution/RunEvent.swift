/// What happens during a run, for whoever shows it.
public enum RunEvent: Sendable {
  /// `work` of all cells, and what earlier runs have done of it, in seconds of one core, roughly.
  case began(cells: Int, finished: Int, work: Double, workFinished: Double)
  case cellBegan(key: String, label: String, work: Double)
  /// A meta-training cell finished an epoch.
  case epoch(cell: String, done: Int, of: Int, metaSteps: Int, validationLoss: Double?)
  case cellFinished(key: String, label: String, seconds: Double, work: Double)
  /// A cell of an external optimizer has no record, and no cell that reads it: the process failed, or
  /// said that it cannot work here.
  case cellGivenUp(key: String, label: String, reason: String, isFailure: Bool)
  /// A record, optimizer file or checkpoint cannot be trusted and is made again.
  case damaged(label: String, reason: String)
  /// Another process has finished a cell.
  case finishedElsewhere(label: String, work: Double)
  /// There is nothing to do here until another process finishes the cell `first` of `cells` that are
  /// left, or dies.
  case waiting(cells: Int, first: String, worker: String)
}
