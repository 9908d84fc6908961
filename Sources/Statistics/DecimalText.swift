extension Double {
  /// The number with `digits` significant digits, the same text on every machine: `0.03870`,
  /// `123.5`, `1.235e-06`, `inf`, `nan`.
  ///
  /// Rounds half away from zero the shortest decimal that reads back as the number. Plain notation
  /// from 10⁻⁴ to below 10⁶, scientific outside.
  public func text(digits: Int) -> String {
    precondition(digits > 0, "a number has at least one digit")
    guard isFinite else { return self != self ? "nan" : self < 0 ? "-inf" : "inf" }
    guard self != 0 else { return "0" }
    var (figures, exponent) = Self.decimal(magnitude)
    let roundsUp = figures.count > digits && figures[digits] >= 5
    figures = Array(figures.prefix(digits))
    figures += [Int](repeating: 0, count: digits - figures.count)
    if roundsUp { Self.increment(&figures, exponent: &exponent) }
    let text = figures.map(String.init).joined()
    let sign = self < 0 ? "-" : ""
    return sign
      + (-4 <= exponent && exponent < 6
        ? Self.plain(text, exponent: exponent) : Self.scientific(text, exponent: exponent))
  }

  /// Significant figures of a positive number and the power of ten of the first.
  private static func decimal(_ value: Double) -> (figures: [Int], exponent: Int) {
    let parts = value.description.lowercased().split(separator: "e")
    let point = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = point[0].compactMap(\.wholeNumberValue)
    let all = whole + (point.count > 1 ? point[1].compactMap(\.wholeNumberValue) : [])
    let leadingZeros = all.prefix { $0 == 0 }.count
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    return (Array(all.dropFirst(leadingZeros)), power + whole.count - 1 - leadingZeros)
  }

  private static func increment(_ figures: inout [Int], exponent: inout Int) {
    for position in figures.indices.reversed() {
      if figures[position] < 9 {
        figures[position] += 1
        return
      }
      figures[position] = 0
    }
    figures[0] = 1
    exponent += 1
  }

  private static func plain(_ text: String, exponent: Int) -> String {
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text }
    let padded = text + String(repeating: "0", count: max(0, exponent + 1 - text.count))
    let whole = padded.prefix(exponent + 1)
    let rest = padded.dropFirst(exponent + 1)
    return rest.isEmpty ? String(whole) : "\(whole).\(rest)"
  }

  private static func scientific(_ text: String, exponent: Int) -> String {
    let mantissa = text.count == 1 ? text : "\(text.prefix(1)).\(text.dropFirst())"
    let power = exponent.magnitude
    return "\(mantissa)e\(exponent < 0 ? "-" : "+")\(power < 10 ? "0" : "")\(power)"
  }
}
