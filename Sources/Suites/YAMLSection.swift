import Settings
import Yams

/// A YAML mapping all of whose keys are known.
struct YAMLSection {
  private let value: YAMLValue
  private let fields: [String: YAMLValue]

  /// Throws for anything but a mapping, and for the first key that is not among `keys`; `moved` has the
  /// new places of old ones.
  init(_ value: YAMLValue, keys: [String], moved: (String) -> String? = { _ in nil }) throws {
    guard let mapping = value.node.mapping else {
      throw value.invalid(expected: "a mapping with the keys \(keys.joined(separator: ", "))")
    }
    var fields: [String: YAMLValue] = [:]
    for (keyNode, node) in mapping {
      let path: (String) -> String = { value.path.isEmpty ? $0 : "\(value.path).\($0)" }
      let key = YAMLValue(node: keyNode, file: value.file, path: value.path)
      let name = try key.text("a key")
      guard keys.contains(name) else {
        let unknown = YAMLValue(node: keyNode, file: value.file, path: path(excerpt(name)))
        if let place = moved(name) {
          throw unknown.invalid(found: "a key that has moved", expected: "it at \(place)")
        }
        throw unknown.invalid(
          found: "an unknown key",
          expected: "\(MisspeltName.nearest(to: name, among: keys) ?? "another") perhaps;"
            + " the keys here are \(keys.joined(separator: ", "))")
      }
      fields[name] = YAMLValue(node: node, file: value.file, path: path(name))
    }
    self.value = value
    self.fields = fields
  }

  /// The settings of a group, which the section may have other keys beside.
  func group<Group: SettingsGroup>() throws -> Group { try Group(reading: fields, of: value) }

  var values: [String: YAMLValue] { fields }

  /// The value at a path of keys, as far as the file has it.
  func deepest(of path: [String]) -> YAMLValue {
    path.reduce(value) { value, key in
      guard let node = value.node.mapping?[Node(key)] else { return value }
      return YAMLValue(
        node: node, file: value.file, path: value.path.isEmpty ? key : "\(value.path).\(key)")
    }
  }

  func optional(_ key: String) -> YAMLValue? { fields[key] }

  func required(_ key: String) throws -> YAMLValue {
    guard let field = fields[key] else {
      throw value.missing(key)
    }
    return field
  }
}
