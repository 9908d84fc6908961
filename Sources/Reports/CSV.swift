import Statistics

/// Comma-separated values as RFC 4180 has them, but with newlines of one byte.
enum CSV {
  static func table(header: String, rows: [[String]]) -> String {
    rows.reduce(header + "\n") { $0 + $1.map(field).joined(separator: ",") + "\n" }
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// Five significant digits; an empty field for an absent or undefined number.
  static func number(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "" }
    return value.text(digits: 5)
  }

  /// Numbers whose bits depend on a foreign library.
  static func coarseNumber(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "" }
    return value.text(digits: 2)
  }
}
