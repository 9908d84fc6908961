import Statistics

/// Comma-separated values as RFC 4180 has them, but with newlines of one byte.
enum CSV {
  static func table(header: [String], rows: some Sequence<[String]>) -> String {
    var text = header.map(field).joined(separator: ",") + "\n"
    for row in rows {
      text += row.map(field).joined(separator: ",")
      text += "\n"
    }
    return text
  }

  private static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// The fields of every line.
  static func fields(of text: String) -> [[String]] {
    let characters = Array(text)
    var lines: [[String]] = []
    var line: [String] = []
    var field = ""
    var isQuoted = false
    var place = 0
    while place < characters.count {
      let character = characters[place]
      let isDoubled =
        isQuoted && character == "\"" && characters.dropFirst(place + 1).first == "\""
      if isDoubled {
        field.append(character)
        place += 1
      } else if character == "\"" {
        isQuoted.toggle()
      } else if isQuoted || !(character == "," || character == "\n") {
        field.append(character)
      } else {
        line.append(field)
        field = ""
        if character == "\n" {
          lines.append(line)
          line = []
        }
      }
      place += 1
    }
    return lines
  }

  /// Five significant digits; an empty field for an absent or undefined number.
  static func number(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "" }
    return value.text(digits: 5)
  }

  static func count(_ value: Int?) -> String { value.map(String.init) ?? "" }

  static func flag(_ value: Bool) -> String { value ? "yes" : "no" }

  /// Numbers whose bits depend on a foreign library.
  static func coarseNumber(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "" }
    return value.text(digits: 2)
  }
}
