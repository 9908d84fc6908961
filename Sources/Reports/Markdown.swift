import Statistics

/// Pieces of GitHub-flavoured markdown.
enum Markdown {
  enum Alignment: String {
    case left = ":--"
    case right = "--:"
  }

  /// A table, or `nothing` when it has no rows.
  static func table(
    _ columns: [(title: String, alignment: Alignment)], rows: [[String]], nothing: String
  ) -> String {
    guard !rows.isEmpty else { return nothing + "\n" }
    let header = line(columns.map(\.title))
    let rule = line(columns.map(\.alignment.rawValue))
    return rows.reduce(header + rule) { $0 + line($1) }
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
  }

  /// `text`, closed until a reader opens it by its `title`, which is HTML.
  static func fold(_ title: String, _ text: String) -> String {
    "<details>\n<summary>\(title)</summary>\n\n\(text)\n</details>\n"
  }

  static func code(_ text: String) -> String { "`\(text)`" }

  /// Three significant digits; a dash for an absent or undefined number.
  static func number(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "–" }
    return value == .infinity ? "∞" : value.text(digits: 3)
  }

  /// A number someone chose: three significant digits at most, without trailing zeros.
  static func choice(_ value: Double) -> String {
    var text = value.text(digits: 3)
    guard text.contains("."), !text.contains("e") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Cells of a table break before an interval, not inside.
  static func interval(_ interval: Interval) -> String {
    "[\(number(interval.low)),\u{A0}\(number(interval.high))]"
  }

  /// Per cent with one decimal.
  static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)\u{A0}%"
  }

  static func pValue(_ value: Double?) -> String {
    guard let value else { return "–" }
    return value < 0.0001 ? "<\u{A0}0.0001" : value.text(digits: 2)
  }

  /// `noun` with its count, `noun` in the singular.
  static func count(_ count: Int, _ noun: String) -> String {
    let isIrregular = noun.hasSuffix("ch")
    return "\(count) \(noun)\(count == 1 ? "" : isIrregular ? "es" : "s")"
  }
}
