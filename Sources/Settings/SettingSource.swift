/// A value in a file, with its place: what settings are read from. A suite file and the metadata of an
/// optimizer file are such sources.
///
/// Every reading throws an error that names the place, what was found and what was expected.
public protocol SettingSource {
  var isList: Bool { get }
  var isMapping: Bool { get }

  func integer(_ range: ClosedRange<Int>) throws -> Int

  func number(_ expected: String, where isPossible: (Double) -> Bool) throws -> Double

  func integer(in choices: [Int]) throws -> Int

  func unsigned() throws -> UInt64

  func text(_ expected: String) throws -> String

  /// One of `choices`, which the error lists; `what` says what they are.
  func choice(of choices: [String], _ what: String) throws -> String

  /// The entries of a list that has at least one; `expected` says of what.
  func entries(_ expected: String) throws -> [any SettingSource]

  /// The value of every key of a mapping. Throws for a key that is not among `keys`.
  func values(keys: [String]) throws -> [String: any SettingSource]

  /// The error of a value that is not as expected; without `found`, the value itself.
  func invalid(found: String?, expected: String) -> any Error

  /// The error of a mapping that lacks a required key.
  func missing(_ key: String) -> any Error
}

extension SettingSource {
  public func invalid(expected: String) -> any Error { invalid(found: nil, expected: expected) }

  public func missing(_ key: String) -> any Error {
    invalid(found: "no \(key)", expected: "the key \(key) here")
  }
}
