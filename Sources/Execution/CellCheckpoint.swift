import Results

/// How far one cell has come, on disk: read when the cell starts, written now and then.
///
/// Time decides only when a checkpoint is written, never what is computed. Writing takes about one
/// fiftieth of the time, and there are never more than 30 seconds between two that are asked for.
final class CellCheckpoint {
  private static let longestPause = Duration.seconds(30)
  private static let firstPause = Duration.milliseconds(100)
  private static let pausePerWrite = 50

  private let cell: Manifest.Cell
  private let writer: StoreWriter
  private let report: @Sendable (RunEvent) -> Void
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var due: ContinuousClock.Instant
  /// Spent on the cell by runs that were stopped.
  private var earlierSeconds = 0.0

  init(_ cell: Manifest.Cell, writer: StoreWriter, report: @escaping @Sendable (RunEvent) -> Void) {
    self.cell = cell
    self.writer = writer
    self.report = report
    start = clock.now
    due = start.advanced(by: Self.firstPause)
  }

  /// Spent on the cell by this run and those before it.
  var seconds: Double { earlierSeconds + start.duration(to: clock.now) / .seconds(1) }
}

extension CellCheckpoint {
  /// What `restore` makes of the state the cell was left in; nil, and a warning, when there is none
  /// that can be used: the cell then starts anew.
  func restored<State: Codable, Value>(
    _ type: State.Type, _ restore: (State) -> Value?
  ) throws -> Value? {
    let reason: String
    do {
      guard let (state, seconds) = try writer.store.checkpoint(of: cell, as: type) else {
        return nil
      }
      if let value = restore(state) {
        earlierSeconds = seconds
        return value
      }
      reason = "its checkpoint is of a run with other settings"
    } catch let error as ResultsError {
      guard case .invalid = error else { throw error }
      reason = "\(error)"
    }
    report(.damaged(label: cell.label, reason: reason))
    return nil
  }

  /// Writes the state down when it is time to.
  func saveIfDue<State: Codable>(_ state: () -> State) throws {
    let began = clock.now
    guard began >= due else { return }
    try writer.writeCheckpoint(state(), seconds: seconds, of: cell)
    let ended = clock.now
    due = ended + min(began.duration(to: ended) * Self.pausePerWrite, Self.longestPause)
  }

  /// Forgets the state, once the cell's record is there.
  func remove() throws { try writer.removeCheckpoint(of: cell) }
}
