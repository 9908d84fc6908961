import Dispatch
import Execution
import Files
import Foundation

/// Shows a run on standard error: on a terminal a few lines at the bottom that are written again and
/// again, in whatever size the terminal has at the moment; elsewhere a plain line now and then.
final class ProgressView: @unchecked Sendable {
  enum Detail { case none, overview, everyCell }

  private static let plainPause = 10.0
  private static let rewritingPause = 0.1

  private let detail: Detail
  private let terminal: Terminal
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant
  private var sources: [any DispatchSourceProtocol] = []
  private let lock = NSLock()
  // Guarded by `lock`.
  private var progress = Progress()
  private var block = RewrittenBlock()
  private var lastShown = 0.0
  private var hasEnded = false

  init(detail: Detail, terminal: Terminal = Terminal()) {
    self.detail = detail
    self.terminal = terminal
    began = clock.now
    guard terminal.isInteractive, detail != .none else { return }
    // Time goes on between events, and a resized terminal wants its lines at once.
    let ticks = DispatchSource.makeTimerSource(queue: .global())
    ticks.schedule(deadline: .now() + 1, repeating: 1)
    let resizes = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .global())
    sources = [ticks, resizes]
    for source in sources {
      source.setEventHandler { [weak self] in self?.redraw() }
      source.activate()
    }
  }

  func show(_ event: RunEvent) {
    guard detail != .none else { return }
    lock.lock()
    defer { lock.unlock() }
    progress.note(event, at: seconds)
    switch event {
    case .began(let cells, let finished, _, _):
      line("\(cells) cells, \(finished) of them finished before")
    case .damaged(let label, let reason): line("runs again: \(label): \(reason)", .warning)
    case .cellGivenUp(_, let label, let reason, let isFailure):
      line("\(isFailure ? "failed" : "skipped"): \(label): \(reason)", .warning)
    case .waiting(let cells, let first, let worker):
      line("waiting for other processes: \(worker) runs \(first); cells left: \(cells)")
    case .cellBegan(_, let label, _) where detail == .everyCell: line("began \(label)")
    case .cellFinished(_, let label, let seconds, _) where detail == .everyCell:
      line("[\(progress.finished)/\(progress.cells)] \(label): \(Progress.short(seconds)) s")
    case .cellBegan, .cellFinished, .finishedElsewhere, .epoch:
      let pause = terminal.isInteractive ? Self.rewritingPause : Self.plainPause
      guard seconds - lastShown > pause else { return }
      terminal.isInteractive ? draw() : line(progress.plainLine(at: seconds))
    }
  }

  /// Clears what is written again and again. Nothing is shown afterwards.
  func end() {
    lock.lock()
    defer { lock.unlock() }
    guard !hasEnded else { return }
    hasEnded = true
    for source in sources { source.cancel() }
    if !sources.isEmpty { terminal.write(replacement([])) }
  }
}

extension ProgressView {
  private var seconds: Double { began.duration(to: clock.now) / .seconds(1) }

  private func redraw() {
    lock.lock()
    defer { lock.unlock() }
    if !hasEnded { draw() }
  }

  private func draw() {
    terminal.write(replacement(progress.lines(at: seconds, rows: terminal.size.rows - 1)))
    lastShown = seconds
  }

  /// A line that stays, above the lines that do not.
  private func line(_ text: String, _ style: StyledLine.Style = .plain) {
    let text = text.visible()
    lastShown = seconds
    guard terminal.isInteractive else { return terminal.write(text + "\n") }
    var line = StyledLine()
    line.append(text, style)
    let shown = line.rendered(columns: text.count, colours: terminal.hasColours)
    terminal.write(replacement([]) + shown + "\n")
    draw()
  }

  private func replacement(_ lines: [StyledLine]) -> String {
    let columns = terminal.size.columns
    return block.replacement(
      lines.map { $0.rendered(columns: columns - 1, colours: terminal.hasColours) },
      lengths: lines.map { min($0.text.count, columns - 1) }, columns: columns)
  }
}
