import Files
import Yams

/// The one document of a YAML file, without aliases.
enum YAMLDocument {
  /// A byte order mark at the beginning is passed over.
  static func root(of text: String, file: String) throws -> YAMLValue {
    let yaml = text.withoutByteOrderMark
    func place(_ line: Int, _ column: Int) -> SuiteError.Place {
      SuiteError.Place(file: file, line: line, column: column, path: "")
    }
    func invalid(_ place: SuiteError.Place, _ problem: String, expected: String) -> SuiteError {
      .invalid(at: place, found: "no valid YAML (\(problem))", expected: expected)
    }
    if let alias = YAMLAliases(yaml).first {
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

  /// Line and column, from 1, of the character with this offset.
  private static func position(of offset: Int, in yaml: String) -> (line: Int, column: Int) {
    let lines = yaml.prefix(offset).split(separator: "\n", omittingEmptySubsequences: false)
    return (max(1, lines.count), (lines.last?.count ?? 0) + 1)
  }
}
