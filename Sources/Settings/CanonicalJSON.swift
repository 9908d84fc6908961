/// JSON with sorted keys and one spelling for every value: what digests and keys are taken of.
public enum CanonicalJSON: Equatable, Sendable {
  case null
  case boolean(Bool)
  case text(String)
  case integer(Int)
  case unsigned(UInt64)
  /// The shortest digits that give the same Double back, `1` for a whole number; always finite.
  case number(Double)
  /// The same of a Float.
  case single(Float)
  case list([CanonicalJSON])
  /// Keys are sorted by their UTF-8.
  case object([String: CanonicalJSON])

  public var encoded: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .text(let value): text += JSONText.quoted(value)
    case .integer(let value): text += value.description
    case .unsigned(let value): text += value.description
    case .number(let value): text += Self.digits(value)
    case .single(let value): text += Self.digits(value)
    case .list(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let fields):
      text += "{"
      let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, field) in sorted.enumerated() {
        if index > 0 { text += "," }
        text += JSONText.quoted(field.key)
        text += ":"
        field.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func digits<Number>(
    _ value: Number
  ) -> Substring where Number: BinaryFloatingPoint & CustomStringConvertible {
    precondition(value.isFinite, "\(value) has no JSON")
    let digits = value.description[...]
    return digits.hasSuffix(".0") ? digits.dropLast(2) : digits
  }
}

extension CanonicalJSON: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
  public init(stringLiteral text: String) { self = .text(text) }

  public init(dictionaryLiteral fields: (String, CanonicalJSON)...) {
    self = .object(Dictionary(uniqueKeysWithValues: fields))
  }
}

extension CanonicalJSON {
  /// An object with one more field.
  public func with(_ name: String, _ value: CanonicalJSON) -> CanonicalJSON {
    guard case .object(var fields) = self else { preconditionFailure("only objects have fields") }
    fields[name] = value
    return .object(fields)
  }
}
