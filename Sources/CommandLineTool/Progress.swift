import Execution

/// How far a run has come, told by its events. It knows no clock: times are seconds since the run
/// began.
struct Progress {
  private(set) var cells = 0
  private(set) var finished = 0
  /// Those of them that other processes finished since this one began.
  private(set) var finishedElsewhere = 0
  /// The cells under way, in the order in which they began.
  private(set) var running: [RunningCell] = []
  private var work = 0.0
  private var workFinished = 0.0
  private var workBefore = 0.0

  mutating func note(_ event: RunEvent, at seconds: Double) {
    switch event {
    case .began(let cells, let finished, let work, let workFinished):
      (self.cells, self.finished) = (cells, finished)
      (self.work, self.workFinished, workBefore) = (work, workFinished, workFinished)
    case .cellBegan(let key, let label, let work):
      running.append(RunningCell(key: key, label: label, work: work, seconds: seconds))
    case .epoch(let cell, let done, let of, let metaSteps, let loss):
      guard let index = running.firstIndex(where: { $0.key == cell }) else { return }
      running[index].note(
        RunningCell.Epoch(done: done, of: of, metaSteps: metaSteps, seconds: seconds), loss: loss)
    case .cellFinished(let key, _, _, let work):
      running.removeAll { $0.key == key }
      finished += 1
      workFinished += work
    case .cellGivenUp(let key, _, _, _):
      running.removeAll { $0.key == key }
    case .finishedElsewhere(_, let work):
      finished += 1
      finishedElsewhere += 1
      workFinished += work
    case .damaged, .waiting: break
    }
  }
}

extension Progress {
  /// The share of all work that is done, from 0 to 1; cells that take longer count for more.
  var share: Double {
    guard work > 0 else { return cells == 0 ? 0 : Double(finished) / Double(cells) }
    return min(1, (workFinished + running.reduce(0) { $0 + $1.workDone }) / work)
  }

  /// Of all cells under way together; nil while none of them meta-trains.
  var metaStepsPerSecond: Double? {
    let rates = running.compactMap(\.metaStepsPerSecond)
    return rates.isEmpty ? nil : rates.reduce(0, +)
  }

  /// From the pace of this run so far; nil until there is one.
  func secondsLeft(at seconds: Double) -> Int? {
    let doneHere = workFinished - workBefore + running.reduce(0) { $0 + $1.workDoneHere }
    guard doneHere > 0, seconds > 1 else { return nil }
    return Int(seconds * work * (1 - share) / doneHere)
  }
}

/// A cell under way, and what its epochs said.
struct RunningCell {
  let key: String
  let label: String
  let work: Double
  private let began: Double
  /// Where this run took the cell up: at its start, or at a checkpoint, taken for the first epoch
  /// reported after it.
  private var first: Epoch?
  private(set) var last: Epoch?
  /// The best so far.
  private(set) var validationLoss: Double?

  struct Epoch {
    let done: Int
    let of: Int
    let metaSteps: Int
    let seconds: Double

    var share: Double { of > 0 ? Double(done) / Double(of) : 0 }
  }

  init(key: String, label: String, work: Double, seconds: Double) {
    (self.key, self.label, self.work, began) = (key, label, work, seconds)
  }

  mutating func note(_ epoch: Epoch, loss: Double?) {
    let start = Epoch(done: 0, of: epoch.of, metaSteps: 0, seconds: began)
    first = first ?? (epoch.done <= 1 ? start : epoch)
    last = epoch
    validationLoss = loss
  }

  var workDone: Double { work * (last?.share ?? 0) }

  var workDoneHere: Double { workDone - work * (first?.share ?? 0) }

  var metaStepsPerSecond: Double? {
    guard let first, let last, last.seconds > first.seconds else { return nil }
    return Double(last.metaSteps - first.metaSteps) / (last.seconds - first.seconds)
  }
}
