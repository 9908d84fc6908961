import Foundation
import Statistics

extension Comparison {
  /// JSON with sorted keys. Infinite ends of an interval are the strings `inf` and `-inf`.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  /// JUnit XML: a test case for each row, one for the comparison as a whole, and one for each cell
  /// that differs. What is incomparable is an error. Regressions and undecided rows are failures;
  /// undecided rows that are allowed are skipped.
  public func junit() -> String {
    let cases = [wholeCase] + differences.map(differenceCase) + rows.map(testCase)
    let failures =
      differences.count + rows.count { $0.outcome == .regression }
      + (allowsUndecided ? 0 : undecided)
    let errors = rows.count { $0.outcome == .incomparable } + (problems.isEmpty ? 0 : 1)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites>
        <testsuite name="\(Self.escaped("gate \(suite)"))" tests="\(cases.count)" \
      failures="\(failures)" errors="\(errors)" skipped="\(allowsUndecided ? undecided : 0)">
      \(cases.joined(separator: "\n"))
        </testsuite>
      </testsuites>

      """
  }

  private var undecided: Int { rows.count { $0.outcome == .undecided } }

  private var wholeCase: String {
    testCase(
      group: suite, name: "comparable", outcome: problems.isEmpty ? .pass : .incomparable,
      message: (problems + notes).joined(separator: "; "))
  }

  private func differenceCase(_ difference: Difference) -> String {
    testCase(
      group: suite, name: difference.cell, outcome: .regression,
      message: difference.what.rawValue)
  }

  private func testCase(_ row: Row) -> String {
    testCase(
      group: "\(row.optimizee).\(row.horizon)", name: row.optimizer, outcome: row.outcome,
      message: [row.account, row.conditional].compactMap(\.self)
        .joined(separator: "; "))
  }

  private func testCase(
    group: String, name: String, outcome: Outcome, message: String
  ) -> String {
    let opening =
      "    <testcase classname=\"\(Self.escaped(group))\" name=\"\(Self.escaped(name))\""
    let told = Self.escaped(message)
    func holding(_ element: String) -> String {
      "\(opening)><\(element) message=\"\(told)\"/></testcase>"
    }
    return switch outcome {
    case .regression: holding("failure")
    case .undecided: holding(allowsUndecided ? "skipped" : "failure")
    case .incomparable: holding("error")
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
