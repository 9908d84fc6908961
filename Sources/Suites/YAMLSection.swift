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
          expected: "\(Self.nearest(to: name, among: keys)) perhaps;"
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

extension YAMLSection {
  /// The key with the smallest edit distance, the first of several.
  static func nearest(to name: String, among keys: [String]) -> String {
    let name = Array(name.lowercased().unicodeScalars.prefix(64))
    let distances = keys.map { editDistance(name, Array($0.lowercased().unicodeScalars)) }
    return zip(keys, distances).min { $0.1 < $1.1 }?.0 ?? ""
  }

  /// Levenshtein's distance: the fewest insertions, deletions and replacements.
  private static func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var row = Array(0...second.count)
    for (index, scalar) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in second.enumerated() {
        let replaced = diagonal + (scalar == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[second.count]
  }
}
