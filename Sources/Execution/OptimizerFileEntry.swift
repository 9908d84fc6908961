import Settings

/// An entry of an optimizer file's metadata, or a part of one: a source of settings that is read as a
/// number or a text. What it must be follows from these.
protocol OptimizerFileEntry: SettingSource {
  var whole: Int? { get }
  var unsignedWhole: UInt64? { get }
  var number: Double? { get }
  /// Nil where there is none, or an empty one.
  var text: String? { get }
}

extension OptimizerFileEntry {
  func integer(_ range: ClosedRange<Int>) throws -> Int {
    guard let whole, range.contains(whole) else {
      throw invalid(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }

  func integer(in choices: [Int]) throws -> Int {
    guard let whole, choices.contains(whole) else {
      throw invalid(expected: choices.map(String.init).joined(separator: ", "))
    }
    return whole
  }

  func unsigned() throws -> UInt64 {
    guard let unsignedWhole else {
      throw invalid(expected: "a whole number from 0 to \(UInt64.max)")
    }
    return unsignedWhole
  }

  func number(_ expected: String, where isPossible: (Double) -> Bool) throws -> Double {
    guard let number, number.isFinite, isPossible(number) else { throw invalid(expected: expected) }
    return number
  }

  func text(_ expected: String) throws -> String {
    guard let text else { throw invalid(expected: expected) }
    return text
  }

  func choice(of choices: [String], _ what: String) throws -> String {
    let text = try text(what)
    guard choices.contains(text) else {
      throw invalid(expected: choices.joined(separator: " or "))
    }
    return text
  }
}
