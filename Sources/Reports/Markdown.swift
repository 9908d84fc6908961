import Statistics

/// Pieces of GitHub-flavoured markdown.
enum Markdown {
  enum Alignment: String {
    case left = ":--"
    case right = "--:"
  }

  /// A table of at most `limit` rows; of further ones a line says how many there are in `file`, a path
  /// inside the results folder. Nothing without rows.
  static func table(
    _ columns: [(title: String, alignment: Alignment)], rows: [[String]],
    limit: Int = .max, file: String = ""
  ) -> String {
    guard !rows.isEmpty else { return "" }
    let header = line(columns.map(\.title)) + line(columns.map(\.alignment.rawValue))
    let table = rows.prefix(limit).reduce(header) { $0 + line($1) }
    guard rows.count > limit else { return table }
    return table + "\nAnd \(rows.count - limit) more in [\(file)](\(file)).\n"
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
  }

  /// `text`, closed until a reader opens it by its `title`, which is HTML.
  static func fold(_ title: String, _ text: String) -> String {
    "<details>\n<summary>\(title)</summary>\n\n\(text)\n</details>\n"
  }

  static func code(_ text: String) -> String { "`\(text)`" }

  /// Names in words: `a`, `b` and `c`.
  static func list(_ names: [String]) -> String {
    let all = names.map(code)
    guard let last = all.last, all.count > 1 else { return all.first ?? "" }
    return all.dropLast().joined(separator: ", ") + " and " + last
  }

  /// What a code host calls the place of a heading.
  static func anchor(_ heading: String) -> String {
    String(
      heading.lowercased().compactMap { character in
        character == " "
          ? "-"
          : character.isLetter || character.isNumber || "-_".contains(character) ? character : nil
      })
  }

  static func link(to heading: String) -> String { "[\(heading)](#\(anchor(heading)))" }

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

  /// A number with its interval, if that is known. Cells of a table break before it, not inside.
  static func number(_ value: Double, _ interval: Interval) -> String {
    guard !interval.low.isNaN else { return number(value) }
    return "\(number(value)) [\(number(interval.low)),\u{A0}\(number(interval.high))]"
  }

  /// The ratio to the rival with its interval.
  static func ratio(_ row: FinalLossRow) -> String {
    guard let comparison = row.rival?.comparison, !comparison.ratio.isNaN else { return "–" }
    guard !row.isBestHandDesigned else { return "1" }
    return number(comparison.ratio, comparison.ratioInterval)
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

extension Sequence where Element: Hashable {
  /// Each element once, where it comes first.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

extension String {
  func trimmingLast(_ suffix: Character) -> String { last == suffix ? String(dropLast()) : self }
}
