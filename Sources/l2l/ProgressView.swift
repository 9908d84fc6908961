import Execution
import Foundation

/// Shows a run on standard error: one line that is rewritten on a terminal, plain lines elsewhere.
final class ProgressView: @unchecked Sendable {
  enum Detail { case none, overview, everyCell }

  private let detail: Detail
  private let isTerminal = isatty(2) == 1
  private let lock = NSLock()
  private let clock = ContinuousClock()
  private let began: ContinuousClock.Instant
  private var lastLine: ContinuousClock.Instant
  private var cells = 0
  private var finished = 0
  private var work = 0.0
  private var workFinished = 0.0
  private var workBefore = 0.0
  /// Label and share done of the cells under way.
  private var current: [(key: String, label: String, share: String, metaSteps: Int)] = []

  init(detail: Detail) {
    self.detail = detail
    began = clock.now
    lastLine = began
  }

  func show(_ event: RunEvent) {
    lock.lock()
    defer { lock.unlock() }
    switch event {
    case .began(let cells, let finished, let work, let workFinished):
      (self.cells, self.finished) = (cells, finished)
      (self.work, self.workFinished, workBefore) = (work, workFinished, workFinished)
      line("\(cells) cells, \(finished) of them finished before")
    case .cellBegan(let key, let label):
      current.append((key, label, "", 0))
      if detail == .everyCell { line("began \(label)") } else { refresh() }
    case .epoch(let cell, let done, let of, let metaSteps, let loss):
      guard let index = current.firstIndex(where: { $0.key == cell }) else { return }
      let best = loss.map { ", best validation loss \(Self.short($0))" } ?? ""
      current[index].share = " epoch \(done)/\(of)\(best)"
      current[index].metaSteps = metaSteps
      refresh()
    case .cellFinished(let key, let label, let seconds, let work):
      current.removeAll { $0.key == key }
      finished += 1
      workFinished += work
      if detail == .everyCell {
        line("[\(finished)/\(cells)] \(label): \(Self.short(seconds)) s")
      } else {
        refresh()
      }
    case .damaged(let label, let reason): line("runs again: \(label): \(reason)")
    case .waiting(let cells): line("waiting for other shards: \(cells) cells left")
    }
  }

  /// Clears the rewritten line.
  func end() {
    if isTerminal, detail != .none { write("\r\u{1B}[K") }
  }
}

extension ProgressView {
  private func refresh() {
    guard detail != .none else { return }
    let now = clock.now
    guard isTerminal || lastLine.duration(to: now) > .seconds(10) else { return }
    lastLine = now
    let first = current.first.map { " | \($0.label)\($0.share)" } ?? ""
    let text = "[\(finished)/\(cells)]\(timeLeft)\(first)"
    if isTerminal {
      write("\r\u{1B}[K" + String(text.prefix(max(20, Self.columns - 1))))
    } else {
      write(text + "\n")
    }
  }

  private func line(_ text: String) {
    guard detail != .none else { return }
    write((isTerminal ? "\r\u{1B}[K" : "") + text + "\n")
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  private var timeLeft: String {
    let elapsed = began.duration(to: clock.now) / .seconds(1)
    let here = workFinished - workBefore
    guard here > 0, elapsed > 1 else { return "" }
    let seconds = Int(elapsed * (work - workFinished) / here)
    return seconds < 90 ? " about \(seconds) s left" : " about \(seconds / 60) min left"
  }

  private static var columns: Int {
    var size = winsize()
    return ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  private static func short(_ value: Double) -> String { String(format: "%.4g", value) }
}
