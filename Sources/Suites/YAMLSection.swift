import Yams

/// A YAML mapping all of whose keys are known.
struct YAMLSection {
  private let value: YAMLValue
  private let fields: [String: YAMLValue]

  /// Throws for anything but a mapping, and for the first key that is not among `keys`.
  init(_ value: YAMLValue, keys: [String]) throws {
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

  func optional(_ key: String) -> YAMLValue? { fields[key] }

  func required(_ key: String) throws -> YAMLValue {
    guard let field = fields[key] else {
      throw value.invalid(
        found: "no \(key)", expected: "the key \(key)\(value.path.isEmpty ? "" : " here")")
    }
    return field
  }
}
