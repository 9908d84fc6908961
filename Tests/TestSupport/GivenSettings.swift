import Optimizers
import Settings

/// Settings given in code, as a source.
public struct GivenSettings: SettingSource {
  public enum Value: Sendable {
    case number(Double)
    case text(String)
    case mapping([String: Value])
  }

  /// A value that is not as expected.
  public struct Refusal: Error, Equatable {
    public let expected: String
  }

  private let value: Value

  public init(_ value: Value) { self.value = value }

  public var isList: Bool { false }
  public var isMapping: Bool { if case .mapping = value { true } else { false } }

  public func integer(_ range: ClosedRange<Int>) throws -> Int {
    Int(try number("a whole number") { range.contains(Int($0)) })
  }

  public func integer(in choices: [Int]) throws -> Int {
    Int(try number("a whole number") { choices.contains(Int($0)) })
  }

  public func unsigned() throws -> UInt64 { UInt64(try number("a whole number") { $0 >= 0 }) }

  public func number(_ expected: String, where isPossible: (Double) -> Bool) throws -> Double {
    guard case .number(let number) = value, isPossible(number) else {
      throw Refusal(expected: expected)
    }
    return number
  }

  public func text(_ expected: String) throws -> String {
    guard case .text(let text) = value else { throw Refusal(expected: expected) }
    return text
  }

  public func choice(of choices: [String], _ what: String) throws -> String {
    let text = try text(what)
    guard choices.contains(text) else { throw Refusal(expected: what) }
    return text
  }

  public func entries(_ expected: String) throws -> [any SettingSource] {
    throw Refusal(expected: expected)
  }

  public func values(keys: [String]) throws -> [String: any SettingSource] {
    guard case .mapping(let mapping) = value, mapping.keys.allSatisfy(keys.contains) else {
      throw Refusal(expected: keys.joined(separator: ", "))
    }
    return mapping.mapValues { GivenSettings($0) }
  }

  public func invalid(found: String?, expected: String) -> any Error { Refusal(expected: expected) }
}

extension FixedRule {
  /// A built-in rule, all else at its defaults.
  public init(_ name: String, learningRate: Double) {
    guard let rule = HandDesigned.rules.first(where: { $0.name == name }),
      let settled = try? rule.settled(["learningRate": .number(learningRate)])
    else { preconditionFailure("\(name) is built in") }
    self.init(settled)
  }
}

extension HandDesigned.Rule {
  /// The rule with settings by name.
  public func settled(_ settings: [String: GivenSettings.Value]) throws -> SettledRule {
    let source = GivenSettings(.mapping(settings))
    return try reading(source.values(keys: keys), of: source)
  }
}
