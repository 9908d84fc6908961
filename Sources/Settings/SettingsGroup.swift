/// Settings as suites keep them: what digests, keys and reports see, whatever module uses them.
public protocol DescribedSettings: Sendable {
  /// All settings that are not at their defaults.
  var canonical: CanonicalJSON { get }
  /// A phrase for each setting that a reader should know.
  var words: [String] { get }
  /// The kinds of rule or estimator that the settings are of. The keys of cells have the versions of
  /// those that are not built in.
  var kinds: [String] { get }
}

extension DescribedSettings {
  public var kinds: [String] { [] }

  /// All words in one phrase; nil where there are none.
  var phrase: String? { words.isEmpty ? nil : words.joined(separator: ", ") }
}

/// A section of a suite file: settings that belong together, each described by one field.
public protocol SettingsGroup: DescribedSettings, Equatable {
  /// Every setting that may be left out at its default; the others at no value that matters.
  init()

  /// In the order of the page.
  static var fields: [Field<Self>] { get }

  /// Settles what several settings decide together; throws where they contradict each other.
  mutating func settle() throws(SettingConflict)
}

/// Settings of one group that do not go together.
public struct SettingConflict: Error {
  /// The setting to blame.
  public let name: String
  /// Nil for the value itself.
  public let found: String?
  public let expected: String

  public init(_ name: String, found: String? = nil, expected: String) {
    self.name = name
    self.found = found
    self.expected = expected
  }
}

extension SettingsGroup {
  public mutating func settle() {}

  public static var keys: [String] { fields.map(\.name) }

  /// Reads a mapping that has no other keys.
  public init(reading source: any SettingSource) throws {
    try self.init(reading: source.values(keys: Self.keys), of: source)
  }

  /// Reads the values of a mapping `source`, which may have other keys beside.
  public init(
    reading values: [String: any SettingSource], of source: any SettingSource
  ) throws {
    self.init()
    for field in Self.fields {
      if let value = values[field.name] {
        try field.read(&self, value)
      } else if field.isRequired {
        throw source.missing(field.name)
      }
    }
    do throws(SettingConflict) {
      try settle()
    } catch {
      throw (values[error.name] ?? source).invalid(found: error.found, expected: error.expected)
    }
  }

  public var canonical: CanonicalJSON { canonical(without: nil) }

  /// The same without one setting.
  public func canonical(without name: String?) -> CanonicalJSON {
    var values: [String: CanonicalJSON] = [:]
    for field in Self.fields where field.name != name && !field.isDefault(self) {
      values[field.name] = field.value(self)
    }
    return .object(values)
  }

  public var words: [String] { phrases }

  /// The words of all settings that are not at their defaults.
  public var phrases: [String] {
    Self.fields.compactMap { $0.isDefault(self) ? nil : $0.words(self) }
  }

  /// What a file of the result states: all settings that matter after meta-training, defaults included.
  public var stated: [String: CanonicalJSON] {
    var values: [String: CanonicalJSON] = [:]
    for field in Self.fields where !field.isOfTraining { values[field.name] = field.value(self) }
    return values
  }

  /// The table of `docs/suite-file.md`.
  public static var table: [String] { fields.map { pageRow($0.name, $0.requirement, $0.page) } }
}

/// A row of a table of `docs/suite-file.md`.
public func pageRow(_ name: String, _ requirement: String, _ page: String) -> String {
  "| `\(name)` | \(requirement) | \(page) |"
}
