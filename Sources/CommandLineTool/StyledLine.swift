/// One line for a terminal: pieces of text, each in a style of its own.
struct StyledLine {
  enum Style: String {
    case plain = ""
    case bold = "1"
    case faint = "2"
    case good = "32"
    case warning = "33"
  }

  private var pieces: [(text: String, style: Style)] = []

  mutating func append(_ text: String, _ style: Style = .plain) { pieces.append((text, style)) }

  /// Without styles.
  var text: String { pieces.map(\.text).joined() }

  /// At most `columns` characters, the last one … when some are missing.
  func rendered(columns: Int, colours: Bool) -> String {
    let isCut = text.count > columns
    var room = max(0, isCut ? columns - 1 : columns)
    var line = ""
    for piece in pieces where room > 0 {
      let text = piece.text.prefix(room)
      room -= text.count
      line +=
        colours && piece.style != .plain ? "\u{1B}[\(piece.style.rawValue)m\(text)\u{1B}[0m" : text
    }
    return isCut && columns > 0 ? line + "…" : line
  }
}
