import Foundation

extension Progress {
  /// What a terminal shows: a summary, then a line for each cell under way, no more than `rows` lines.
  func lines(at seconds: Double, rows: Int) -> [StyledLine] {
    var lines = [summary(at: seconds)]
    let room = max(0, rows - 1)
    let shown = running.count <= room ? running.count : max(0, room - 1)
    for cell in running.prefix(shown) { lines.append(cell.line) }
    if shown < running.count, room > 0 {
      var more = StyledLine()
      more.append("  and \(running.count - shown) more", .faint)
      lines.append(more)
    }
    return lines
  }

  /// What a file or pipe gets: the summary and the cell that began first.
  func plainLine(at seconds: Double) -> String {
    summary(at: seconds).text + (running.first.map { ": \($0.label)\($0.state)" } ?? "")
  }

  private func summary(at seconds: Double) -> StyledLine {
    var line = StyledLine()
    line.append("[\(finished)/\(cells)]", .bold)
    line.append(" \(Int(share * 100)) %", .good)
    if finishedElsewhere > 0 { line.append(", \(finishedElsewhere) by other processes") }
    if let rate = metaStepsPerSecond {
      line.append(", \(Self.short(rate)) meta steps per second")
    }
    if let left = secondsLeft(at: seconds) { line.append(", about \(Self.duration(left)) left") }
    return line
  }

  /// `59 s`, `12 min`, `3 h 05 min`.
  static func duration(_ seconds: Int) -> String {
    if seconds < 90 { return "\(seconds) s" }
    let minutes = (seconds + 30) / 60
    if minutes < 90 { return "\(minutes) min" }
    return "\(minutes / 60) h \(minutes % 60 < 10 ? "0" : "")\(minutes % 60) min"
  }

  /// Four digits.
  static func short(_ value: Double) -> String { String(format: "%.4g", value) }
}

extension RunningCell {
  fileprivate var line: StyledLine {
    var line = StyledLine()
    line.append("  \(label)")
    line.append(state, .faint)
    return line
  }

  /// How far it has come, when its epochs tell: ` epoch 3/8, validation loss 0.02`.
  fileprivate var state: String {
    guard let last else { return "" }
    let loss = validationLoss.map { ", validation loss \(Progress.short($0))" } ?? ""
    return " epoch \(last.done)/\(last.of)\(loss)"
  }
}
