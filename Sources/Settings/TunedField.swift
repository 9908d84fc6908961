/// A setting of a rule and, where the rule's users tune it, what a random search draws it from.
public struct TunedField<Group: Sendable>: Sendable {
  public let field: Field<Group>
  /// Nil where nobody tunes the setting.
  public let drawnFrom: String?
  let draw: (@Sendable (inout Group, _ uniform: Double) -> Void)?
}

extension TunedField {
  /// A setting that a file must have.
  public init<Value>(
    _ name: String, _ path: any WritableKeyPath<Group, Value> & Sendable,
    _ type: SettingType<Value>, drawn: SettingDraw<Value>? = nil, page: String,
    words: @escaping @Sendable (Value) -> String? = { _ in nil }
  ) {
    self.init(
      Field(name, path, type, page: page + Self.page(drawn), words: words), path, drawn)
  }

  /// A setting that a file may leave out; it is then `standard`.
  public init<Value: Equatable>(
    _ name: String, _ path: any WritableKeyPath<Group, Value> & Sendable,
    _ type: SettingType<Value>, default standard: Value, saying absence: String? = nil,
    drawn: SettingDraw<Value>? = nil, page: String,
    words: @escaping @Sendable (Value) -> String? = { _ in nil }
  ) {
    self.init(
      Field(
        name, path, type, default: standard, saying: absence, page: page + Self.page(drawn),
        words: words), path, drawn)
  }

  private init<Value>(
    _ field: Field<Group>, _ path: any WritableKeyPath<Group, Value> & Sendable,
    _ drawn: SettingDraw<Value>?
  ) {
    self.field = field
    drawnFrom = drawn?.words
    if let drawn {
      draw = { group, uniform in group[keyPath: path] = drawn.value(uniform) }
    } else {
      draw = nil
    }
  }

  private static func page<Value>(_ drawn: SettingDraw<Value>?) -> String {
    drawn.map { "; drawn \($0.words)" } ?? ""
  }
}

/// Settings of which a random search draws some.
public protocol TunedSettings: SettingsGroup {
  /// In the order of the page, which is that of the draws.
  static var settings: [TunedField<Self>] { get }
}

extension TunedSettings {
  public static var fields: [Field<Self>] { settings.map(\.field) }

  /// The settings with all that are tuned drawn, each from the next number of `uniform`.
  public func drawing(_ uniform: () -> Double) -> Self {
    var drawn = self
    for setting in Self.settings { setting.draw?(&drawn, uniform()) }
    return drawn
  }

  /// The settings with those that are tuned as `values` have them.
  public func readingTuned(_ values: [String: any SettingSource]) throws -> Self {
    var read = self
    for setting in Self.settings where setting.draw != nil {
      guard let value = values[setting.field.name] else { continue }
      try setting.field.read(&read, value)
    }
    return read
  }

  /// What is drawn from what, in order. Keys of cells have it.
  public static var searchSpace: CanonicalJSON {
    .list(
      settings.compactMap { setting in
        setting.drawnFrom.map { .list([.text(setting.field.name), .text($0)]) }
      })
  }
}
