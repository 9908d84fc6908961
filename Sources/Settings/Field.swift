/// One setting of a group, written once: its key, what it may be, its default, the words of a report and
/// the sentence of `docs/suite-file.md`.
///
/// What decodes a suite file, hashes it, describes it and documents it goes through the fields.
public struct Field<Group>: Sendable {
  public let name: String
  /// `yes`, or `no:` with what its absence stands for.
  public let requirement: String
  /// What the page says of it, limits included.
  public let page: String
  /// Whether it matters only while the optimizer is meta-trained, so that its file does not state it.
  public let isOfTraining: Bool
  let isRequired: Bool
  let read: @Sendable (inout Group, any SettingSource) throws -> Void
  /// Nil where the setting is absent.
  let value: @Sendable (Group) -> CanonicalJSON?
  let isDefault: @Sendable (Group) -> Bool
  let words: @Sendable (Group) -> String?
}

extension Field {
  /// A setting that a file must have.
  public init<Value>(
    _ name: String, _ path: any WritableKeyPath<Group, Value> & Sendable,
    _ type: SettingType<Value>,
    isOfTraining: Bool = false, page: String,
    words: @escaping @Sendable (Value) -> String? = { _ in nil }
  ) {
    self.init(
      name: name, requirement: "yes", page: Self.page(page, type.limits),
      isOfTraining: isOfTraining, isRequired: true,
      read: { $0[keyPath: path] = try type.read($1) },
      value: { type.canonical($0[keyPath: path]) }, isDefault: { _ in false },
      words: { words($0[keyPath: path]) })
  }

  /// A setting that a file may leave out; it is then `standard`, and neither digests nor words have it.
  public init<Value: Equatable>(
    _ name: String, _ path: any WritableKeyPath<Group, Value> & Sendable,
    _ type: SettingType<Value>,
    default standard: Value, saying absence: String? = nil, isOfTraining: Bool = false,
    page: String, words: @escaping @Sendable (Value) -> String? = { _ in nil }
  ) {
    self.init(
      name: name, requirement: "no: \(absence ?? "\(standard)")",
      page: Self.page(page, type.limits), isOfTraining: isOfTraining, isRequired: false,
      read: { $0[keyPath: path] = try type.read($1) },
      value: { type.canonical($0[keyPath: path]) },
      isDefault: { $0[keyPath: path] == standard }, words: { words($0[keyPath: path]) })
  }

  /// A setting that may be absent, which is `absence` in words.
  public init<Value>(
    _ name: String, _ path: any WritableKeyPath<Group, Value?> & Sendable,
    _ type: SettingType<Value>,
    saying absence: String, isOfTraining: Bool = false, page: String,
    words: @escaping @Sendable (Value) -> String? = { _ in nil }
  ) {
    self.init(
      name: name, requirement: "no: \(absence)", page: Self.page(page, type.limits),
      isOfTraining: isOfTraining, isRequired: false,
      read: { $0[keyPath: path] = try type.read($1) },
      value: { $0[keyPath: path].map(type.canonical) },
      isDefault: { $0[keyPath: path] == nil }, words: { $0[keyPath: path].flatMap(words) })
  }

  private static func page(_ page: String, _ limits: String) -> String {
    limits.isEmpty ? page : "\(page); \(limits)"
  }
}

extension Field {
  /// The same setting of a group that has this one's group as a part.
  public func within<Whole>(
    _ part: any WritableKeyPath<Whole, Group> & Sendable
  ) -> Field<Whole> {
    Field<Whole>(
      name: name, requirement: requirement, page: page, isOfTraining: isOfTraining,
      isRequired: isRequired, read: { try read(&$0[keyPath: part], $1) },
      value: { value($0[keyPath: part]) }, isDefault: { isDefault($0[keyPath: part]) },
      words: { words($0[keyPath: part]) })
  }
}
