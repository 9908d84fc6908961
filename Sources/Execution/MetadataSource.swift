import Settings

/// The metadata of an optimizer file as a source of settings: one text for each, under the setting's
/// name with underscores.
struct MetadataSource {
  let file: String
  let metadata: [String: String]
  /// The entry that is read, by its name in the file; nil for all of them.
  let name: String?

  /// `outputScale` as `output_scale`.
  static func name(of setting: String) -> String {
    setting.reduce(into: "") { name, letter in
      name += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
    }
  }

  static func text(of value: CanonicalJSON) -> String {
    if case .text(let text) = value { text } else { value.encoded }
  }

  private var entry: String? { name.flatMap { metadata[$0] } }
}

extension MetadataSource: SettingSource {
  var isList: Bool { false }
  var isMapping: Bool { name == nil }

  func integer(_ range: ClosedRange<Int>) throws -> Int {
    guard let value = entry.flatMap({ Int($0) }), range.contains(value) else {
      throw invalid(expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  func integer(in choices: [Int]) throws -> Int {
    guard let value = entry.flatMap({ Int($0) }), choices.contains(value) else {
      throw invalid(expected: choices.map(String.init).joined(separator: ", "))
    }
    return value
  }

  func unsigned() throws -> UInt64 {
    guard let value = entry.flatMap({ UInt64($0) }) else {
      throw invalid(expected: "a whole number from 0 to \(UInt64.max)")
    }
    return value
  }

  func number(_ expected: String, where isPossible: (Double) -> Bool) throws -> Double {
    guard let value = entry.flatMap({ Double($0) }), value.isFinite, isPossible(value) else {
      throw invalid(expected: expected)
    }
    return value
  }

  func text(_ expected: String) throws -> String {
    guard let entry else { throw invalid(expected: expected) }
    return entry
  }

  func choice(of choices: [String], _ what: String) throws -> String {
    guard let entry, choices.contains(entry) else {
      throw invalid(expected: choices.joined(separator: " or "))
    }
    return entry
  }

  func entries(_ expected: String) throws -> [any SettingSource] {
    guard let entry, let name else { throw invalid(expected: "a list of \(expected)") }
    return try JSONSource(text: entry, file: file, place: "metadata.\(name)").entries(expected)
  }

  /// Entries that are no settings, such as the suite's name, are passed over.
  func values(keys: [String]) throws -> [String: any SettingSource] {
    var values: [String: any SettingSource] = [:]
    for key in keys where metadata[Self.name(of: key)] != nil {
      values[key] = MetadataSource(file: file, metadata: metadata, name: Self.name(of: key))
    }
    return values
  }

  func missing(_ key: String) -> any Error {
    let name = Self.name(of: key)
    return MetadataSource(file: file, metadata: metadata, name: name).invalid(
      expected: "the rule's \(name)")
  }

  func invalid(found: String?, expected: String) -> any Error {
    ExecutionError.optimizerFile(
      file: file, place: name.map { "metadata.\($0)" } ?? "metadata",
      found: found ?? entry.map { "'\($0)'" } ?? "nothing", expected: expected)
  }
}
