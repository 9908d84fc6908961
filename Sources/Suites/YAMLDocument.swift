import Yams

/// The one document of a YAML file, without aliases.
enum YAMLDocument {
  static func root(of yaml: String, file: String) throws -> YAMLValue {
    func place(_ line: Int, _ column: Int) -> SuiteError.Place {
      SuiteError.Place(file: file, line: line, column: column, path: "")
    }
    func invalid(_ place: SuiteError.Place, _ problem: String, expected: String) -> SuiteError {
      .invalid(at: place, found: "no valid YAML (\(problem))", expected: expected)
    }
    if let alias = alias(in: yaml) {
      throw SuiteError.invalid(
        at: place(alias.line, alias.column), found: "the alias *\(alias.name)",
        expected: "values written out")
    }
    do {
      // The basic resolver leaves plain text as it is: `YAMLValue` decides what is a number.
      let parser = try Parser(
        yaml: yaml, resolver: .basic, constructor: .default, encoding: .utf8)
      guard let node = try parser.singleRoot() else {
        throw SuiteError.invalid(at: place(1, 1), found: "an empty file", expected: "a suite")
      }
      return YAMLValue(node: node, file: file, path: "")
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
        throw invalid(place(mark.line, mark.column), problem, expected: "a suite")
      case .composer(_, let problem, let mark, _):
        throw invalid(
          place(mark.line, mark.column), problem, expected: "one document without aliases")
      case .duplicatedKeysInMapping(let keys, let context):
        throw SuiteError.invalid(
          at: place(context.mark.line, context.mark.column),
          found: "the key \(excerpt(keys.first ?? "")) twice", expected: "it once")
      case .reader(let problem, let offset, _, _):
        let (line, column) = position(of: offset ?? 0, in: yaml)
        throw invalid(place(line, column), problem, expected: "a suite")
      default: throw invalid(place(1, 1), "\(error)", expected: "a suite")
      }
    }
  }

  /// The first `*name` for which there is an `&name`, wherever they stand.
  ///
  /// Aliases of aliases grow exponentially once Yams compares keys, so they are refused before it
  /// sees them; an alias without its anchor Yams refuses itself. Names are those of libyaml.
  private static func alias(in yaml: String) -> (name: String, line: Int, column: Int)? {
    let bytes = Array(yaml.utf8)
    func name(after index: Int) -> String {
      let name = bytes[(index + 1)...].prefix { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      }
      return String(decoding: name, as: UTF8.self)
    }
    var anchors: Set<String> = []
    for index in bytes.indices where bytes[index] == UInt8(ascii: "&") {
      anchors.insert(name(after: index))
    }
    var (line, column) = (1, 1)
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "*"), case let name = name(after: index), !name.isEmpty,
        anchors.contains(name)
      {
        return (name, line, column)
      }
      (line, column) = bytes[index] == UInt8(ascii: "\n") ? (line + 1, 1) : (line, column + 1)
    }
    return nil
  }

  /// Line and column, from 1, of the character with this offset.
  private static func position(of offset: Int, in yaml: String) -> (line: Int, column: Int) {
    let lines = yaml.prefix(offset).split(separator: "\n", omittingEmptySubsequences: false)
    return (max(1, lines.count), (lines.last?.count ?? 0) + 1)
  }
}
