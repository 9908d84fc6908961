import Settings

/// A setting in a record: a number or a word.
public enum SettingValue: Equatable, Sendable {
  case number(Double)
  case text(String)

  /// Nil for what is neither.
  public init?(_ json: CanonicalJSON) {
    switch json {
    case .number(let number): self = .number(number)
    case .integer(let number): self = .number(Double(number))
    case .text(let text): self = .text(text)
    default: return nil
    }
  }
}

extension SettingValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .number(try container.decode(Double.self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}
