import Optimizees
import Suites

extension Registry {
  /// What to expect in place of the name of an optimizee that nobody knows: the limits of the family
  /// it belongs to, or a name that it may be a misspelling of. Nil when it is like none.
  package func hint(for name: String) -> String? {
    guard name.utf8.count <= 200 else { return nil }
    for family in families {
      if let expectation = family.expectation(ofName: name) { return expectation }
    }
    for family in families {
      let corrected = Self.correcting(name, by: family.namePattern)
      if family.init(name: corrected) != nil {
        return "an optimizee that `l2l list` shows; did you mean \(corrected)?"
      }
      if let expectation = family.expectation(ofName: corrected) { return expectation }
    }
    return nil
  }

  /// `name` with each of its words replaced by the word of `pattern` that it is nearly the same as.
  private static func correcting(_ name: String, by pattern: String) -> String {
    let words = literalWords(of: pattern)
    return name.lowercased().split(separator: "-", omittingEmptySubsequences: false).map { part in
      part.contains(where: \.isNumber)
        ? String(part) : MisspeltName.suggestion(for: String(part), among: words) ?? String(part)
    }.joined(separator: "-")
  }

  /// The words of a pattern outside of its `<placeholders>`.
  private static func literalWords(of pattern: String) -> [String] {
    let literal = pattern.split(separator: "<", omittingEmptySubsequences: false).enumerated().map {
      $0.offset == 0 ? $0.element : $0.element.drop { $0 != ">" }
    }.joined(separator: " ")
    return literal.split { !$0.isLetter }.map(String.init)
  }
}
