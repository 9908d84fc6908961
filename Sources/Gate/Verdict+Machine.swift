import Foundation
import Statistics

extension Verdict {
  /// JSON with sorted keys. Infinite ends of an interval are the strings `inf` and `-inf`.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  /// JUnit XML: a test case for each row, and one for the comparison as a whole. Regressions are
  /// failures, what is incomparable is an error.
  public func junit() -> String {
    let cases = [wholeCase()] + rows.map(Self.testCase)
    let regressions = rows.count { $0.outcome == .regression }
    let incomparable = rows.count { $0.outcome == .incomparable }
    let failures = regressions + (wholeFails ? 1 : 0)
    let errors = incomparable + (problems.isEmpty ? 0 : 1)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
        <testsuite name="\(Self.escaped("gate \(suite)"))" tests="\(cases.count)" \
      failures="\(failures)" errors="\(errors)">
      \(cases.joined(separator: "\n"))
        </testsuite>
      </testsuites>

      """
  }

  /// True for the exact layer, whose regression belongs to no row.
  private var wholeFails: Bool {
    outcome == .regression && !rows.contains { $0.outcome == .regression }
  }

  private func wholeCase() -> String {
    let message = (problems + notes).joined(separator: "; ")
    return Self.testCase(
      group: suite, name: "comparable",
      outcome: !problems.isEmpty ? .incomparable : wholeFails ? .regression : .pass,
      message: message)
  }

  private static func testCase(_ row: Row) -> String {
    testCase(
      group: "\(row.optimizee).\(row.horizon)", name: row.optimizer, outcome: row.outcome,
      message: "\(row.effect); \(row.compared)")
  }

  private static func testCase(
    group: String, name: String, outcome: Outcome, message: String
  ) -> String {
    let opening = "    <testcase classname=\"\(escaped(group))\" name=\"\(escaped(name))\""
    let told = escaped(message)
    return switch outcome {
    case .regression: "\(opening)><failure message=\"\(told)\"/></testcase>"
    case .incomparable: "\(opening)><error message=\"\(told)\"/></testcase>"
    case .pass, .improvement:
      message.isEmpty ? "\(opening)/>" : "\(opening)><system-out>\(told)</system-out></testcase>"
    }
  }

  /// Text for XML 1.0: markup escaped, line breaks kept as references, other control characters
  /// replaced.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&apos;"
      case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }
}
