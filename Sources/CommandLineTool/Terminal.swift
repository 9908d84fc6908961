import Foundation

/// Standard error: what it can show.
struct Terminal {
  /// Whether lines can be rewritten.
  let isInteractive: Bool
  let hasColours: Bool

  /// Interactive on a terminal that is not dumb; colours there unless `NO_COLOR` is set to anything.
  init(
    isTerminal: Bool = isatty(2) == 1,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    isInteractive = isTerminal && environment["TERM"] != "dumb"
    hasColours = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Columns and rows at this moment; 80 × 24 where it does not say.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return (80, 24)
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  func write(_ text: String) { StandardError.write(text) }
}

/// Lines at the bottom of a terminal that are written again and again in the same place.
struct RewrittenBlock {
  /// Characters of each line that stands there.
  private var lengths: [Int] = []

  /// What puts `lines` in the place of those that stand there, on a terminal that now has `columns`.
  ///
  /// A terminal made narrower since breaks lines that no longer fit into several rows, one made wider
  /// joins them again; either way each takes its length divided by the columns, rounded up. The cursor
  /// rests at the start of the row below.
  mutating func replacement(_ lines: [String], lengths: [Int], columns: Int) -> String {
    let rows = self.lengths.reduce(0) { $0 + max(1, ($1 + columns - 1) / max(1, columns)) }
    self.lengths = lengths
    let up = rows > 0 ? "\r\u{1B}[\(rows)A" : "\r"
    return up + lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J"
  }
}
