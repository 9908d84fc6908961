/// JSON with sorted keys and one spelling for every value: what digests and keys are taken of.
public enum CanonicalJSON: Equatable, Sendable {
  case text(String)
  case integer(Int)
  case unsigned(UInt64)
  /// The shortest digits that give the same number back; always finite.
  case number(Double)
  case list([CanonicalJSON])
  case object([String: CanonicalJSON])

  public var encoded: String {
    switch self {
    case .text(let text): return JSONText.quoted(text)
    case .integer(let integer): return "\(integer)"
    case .unsigned(let integer): return "\(integer)"
    case .number(let number):
      precondition(number.isFinite, "\(number) has no JSON")
      return "\(number)"
    case .list(let values): return "[\(values.map(\.encoded).joined(separator: ","))]"
    case .object(let fields):
      let pairs = fields.sorted { $0.key < $1.key }.map {
        "\(JSONText.quoted($0.key)):\($0.value.encoded)"
      }
      return "{\(pairs.joined(separator: ","))}"
    }
  }
}

extension CanonicalJSON: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
  public init(stringLiteral text: String) { self = .text(text) }

  public init(dictionaryLiteral fields: (String, CanonicalJSON)...) {
    self = .object(Dictionary(uniqueKeysWithValues: fields))
  }
}
