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

extension MetadataSource: OptimizerFileEntry {
  var isList: Bool { false }
  var isMapping: Bool { name == nil }

  var number: Double? { entry.flatMap { Double($0) } }
  var whole: Int? { entry.flatMap { Int($0) } }
  var unsignedWhole: UInt64? { entry.flatMap { UInt64($0) } }
  var text: String? { entry.flatMap { $0.isEmpty ? nil : $0 } }

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
