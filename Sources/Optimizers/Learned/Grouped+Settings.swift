import Differentiation
import Settings

extension Grouped {
  static let key = "groups"

  /// What an entry of `groups` says beside its rule.
  struct Entry: SettingsGroup {
    var name = ""
    var tensors = TensorSelection.all

    static let fields: [Field<Entry>] = [
      Field(
        "name", \.name, .groupName,
        page: "stands before the names of the group's tensors in optimizer files"),
      Field("tensors", \.tensors, .selection, page: "which tensors the group's rule is for"),
    ]
  }

  public static var table: [String] { Entry.table }

  static var entryKeys: [String] { Entry.keys }

  /// Reads the list below `groups`; `rule` reads the rest of an entry, whose keys are among `ruleKeys`.
  init(
    reading source: any SettingSource, ruleKeys: [String],
    rule: (any SettingSource) throws -> any LearnedRule
  ) throws {
    var groups: [Group] = []
    for source in try source.entries("groups of tensors") {
      let rule = try rule(source)
      let entry = try Entry(reading: source.values(keys: ruleKeys + Entry.keys), of: source)
      guard !groups.contains(where: { $0.name == entry.name }) else {
        throw source.invalid(
          found: "a second group of the name \(entry.name)", expected: "each name once")
      }
      groups.append(Group(entry.name, of: entry.tensors, rule: rule))
    }
    guard groups.contains(where: { $0.rule.metaParameterCount > 0 }) else {
      throw source.invalid(
        found: "hand-designed optimizers alone", expected: "a group with a learned rule")
    }
    self.init(groups)
  }
}

extension Grouped {
  public var canonical: CanonicalJSON {
    [Self.key: .list(groups.map { $0.entry($0.rule.canonical) })]
  }

  public var words: [String] {
    groups.map { "`\($0.name)` for \($0.tensors.words): \($0.rule.words.joined(separator: ", "))" }
  }

  public var metadata: [String: CanonicalJSON] {
    [Self.key: .list(groups.map { $0.entry(.object($0.rule.metadata)) })]
  }
}

extension Grouped.Group {
  /// An entry of `groups`.
  fileprivate func entry(_ rule: CanonicalJSON) -> CanonicalJSON {
    var entry = Grouped.Entry()
    (entry.name, entry.tensors) = (name, tensors)
    return entry.stated.reduce(rule) { $0.with($1.key, $1.value) }
  }
}

extension TensorSelection {
  fileprivate var words: String {
    switch self {
    case .all: "all other tensors"
    case .roles(let roles): "tensors that are \(roles.map(\.rawValue).joined(separator: " or "))"
    case .names(let names): "tensors \(names.map { "`\($0)`" }.joined(separator: ", "))"
    }
  }
}

extension SettingType<String> {
  fileprivate static let groupName = SettingType(
    limits: "lowercase letters, digits and hyphens",
    read: { source in
      let name = try source.text("a name")
      let isName = name.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
      guard isName else {
        throw source.invalid(expected: "a name of lowercase letters, digits and hyphens")
      }
      return name
    }, canonical: CanonicalJSON.text)
}

extension SettingType<TensorSelection> {
  fileprivate static var selection: SettingType {
    let roles = ParameterTensor.Role.allCases.map(\.rawValue)
    return SettingType(
      limits: "`all` that are left, `{ names: […] }` in which `*` stands for any characters, or"
        + " `{ roles: […] }` of \(roles.map { "`\($0)`" }.joined(separator: ", "))",
      read: { source in
        guard source.isMapping else {
          _ = try source.choice(of: ["all"], "`all`, or a mapping with roles or names")
          return .all
        }
        let values = try source.values(keys: ["roles", "names"])
        switch (values["roles"], values["names"]) {
        case (let list?, nil):
          let names = try list.entries("roles").map { try $0.choice(of: roles, "a role") }
          return .roles(names.compactMap(ParameterTensor.Role.init))
        case (nil, let list?):
          return .names(try list.entries("names").map { try $0.text("a tensor's name") })
        default: throw source.invalid(expected: "either roles or names")
        }
      },
      canonical: { selection in
        switch selection {
        case .all: "all"
        case .roles(let roles): ["roles": .list(roles.map { .text($0.rawValue) })]
        case .names(let names): ["names": .list(names.map(CanonicalJSON.text))]
        }
      })
  }
}
