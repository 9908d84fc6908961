import Files
import Settings
import Yams

/// One value of a YAML file with its place, read as what the suite expects there.
struct YAMLValue {
  let node: Node
  let file: String
  /// For example `learned[0].unrollLength`.
  let path: String

  var place: SuiteError.Place {
    SuiteError.Place(
      file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, path: path)
  }

  func invalid(found: String?, expected: String) -> any Error {
    SuiteError.invalid(at: place, found: found ?? shown, expected: expected)
  }

  /// The value as an error shows it.
  var shown: String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    case .scalar(let scalar):
      switch scalar.style {
      case .plain, .any: isNothing ? "nothing" : excerpt(scalar.string)
      default: scalar.string.isEmpty ? "an empty text" : "\"\(excerpt(scalar.string))\""
      }
    }
  }

  private var isNothing: Bool { ["", "~", "null", "Null", "NULL"].contains(plain) }

  /// The text of a scalar without quotes.
  private var plain: String? {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else {
      return nil
    }
    return scalar.string
  }

  var isMapping: Bool { node.mapping != nil }
  var isList: Bool { node.sequence != nil }
}

extension YAMLValue {
  /// Any text but an empty one, on one line, without characters that cannot be seen. The line break
  /// that a block text (`>` or `|`) ends with is no part of it.
  func text(_ expected: String = "a text") throws -> String {
    guard let scalar = node.scalar, !isNothing else { throw invalid(expected: expected) }
    let isBlock = scalar.style == .folded || scalar.style == .literal
    let text =
      isBlock && scalar.string.hasSuffix("\n") ? String(scalar.string.dropLast()) : scalar.string
    guard !text.isEmpty, !text.unicodeScalars.contains(where: \.isHidden) else {
      throw invalid(expected: expected)
    }
    return text
  }

  /// Lowercase letters, digits and hyphens, 64 at most: a name that can be part of a file name.
  func identifier() throws -> String {
    let text = try text("a name")
    let isName = text.utf8.allSatisfy {
      (48...57).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-")
    }
    guard isName, !text.hasPrefix("-"), text.utf8.count <= 64 else {
      throw invalid(expected: "a name of up to 64 lowercase letters, digits and hyphens")
    }
    return text
  }

  /// One of `choices`, which the error lists.
  func choice(of choices: [String], _ what: String) throws -> String {
    let text = try text(what)
    guard choices.contains(text) else {
      let meant = MisspeltName.suggestion(for: text, among: choices).map { "; did you mean \($0)?" }
      throw invalid(expected: "\(what): \(choices.joined(separator: ", "))\(meant ?? "")")
    }
    return text
  }

  func integer(_ range: ClosedRange<Int>) throws -> Int {
    guard let plain, isDecimal(plain), let value = Int(plain), range.contains(value) else {
      throw invalid(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  func integer(in choices: [Int]) throws -> Int {
    guard let plain, isDecimal(plain), let value = Int(plain), choices.contains(value) else {
      throw invalid(expected: choices.map(String.init).joined(separator: ", "))
    }
    return value
  }

  func unsigned() throws -> UInt64 {
    guard let plain, isDecimal(plain), let value = UInt64(plain) else {
      throw invalid(expected: "a whole number from 0 to \(UInt64.max)")
    }
    return value
  }

  func number(_ expected: String, where isPossible: (Double) -> Bool) throws -> Double {
    guard let plain, plain.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
      let value = Double(plain), value.isFinite, isPossible(value)
    else { throw invalid(expected: expected) }
    return value
  }

  func positiveNumber() throws -> Double {
    try number("a number above 0") { $0 > 0 }
  }

  /// A number above 0 that as a Float is neither 0 nor infinity.
  func positiveFloat(
    _ expected: String = "a number above 0, that a Float can hold", atMost limit: Double = .infinity
  ) throws -> Double {
    try number(expected) { 0 < Float($0) && Float($0) < .infinity && $0 <= limit }
  }

  /// The entries of a list that has at least one.
  func list(_ expected: String) throws -> [YAMLValue] {
    guard let sequence = node.sequence, !sequence.isEmpty else {
      throw invalid(
        found: node.sequence == nil ? nil : "an empty list", expected: "a list of \(expected)")
    }
    guard sequence.count <= SuiteLimits.listLength else {
      throw invalid(
        found: "\(sequence.count) entries", expected: "at most \(SuiteLimits.listLength)")
    }
    return sequence.enumerated().map { index, node in
      YAMLValue(node: node, file: file, path: "\(path)[\(index)]")
    }
  }

  private func isDecimal(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}

extension [YAMLValue] {
  /// Reads each entry; the first whose result has occurred before is an error.
  func distinct<Value: Equatable>(_ read: (YAMLValue) throws -> Value) throws -> [Value] {
    var values: [Value] = []
    for entry in self {
      let value = try read(entry)
      guard !values.contains(value) else {
        throw entry.invalid(found: "\(entry.shown) a second time", expected: "each entry once")
      }
      values.append(value)
    }
    return values
  }
}

extension YAMLValue: SettingSource {
  func entries(_ expected: String) throws -> [any SettingSource] { try list(expected) }

  func values(keys: [String]) throws -> [String: any SettingSource] {
    try YAMLSection(self, keys: keys).values
  }
}
