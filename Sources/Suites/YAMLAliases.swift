/// Looks for aliases before Yams does: aliases of aliases grow exponentially once it compares keys. An
/// alias without its anchor is left to Yams, which refuses it.
///
/// It knows too little of YAML to find each alias and nothing else, so it errs on one side. Whatever may
/// be an anchor or an alias counts, except in comments; and a comment counts only where no quoted text
/// can be open, because there a `#` would be text.
struct YAMLAliases {
  struct Alias {
    let name: String
    /// From 1.
    let line: Int
    let column: Int
  }

  private(set) var anchors: Set<String> = []
  private(set) var aliases: [Alias] = []

  /// What may be open at some character: nothing, or a text in one kind of quotes.
  private struct Openings: OptionSet {
    let rawValue: Int
    static let none = Openings(rawValue: 1)
    static let single = Openings(rawValue: 2)
    static let double = Openings(rawValue: 4)
  }

  init(_ yaml: String) {
    let scalars = Array(yaml.unicodeScalars)
    var open = Openings.none
    var isComment = false
    var (line, column) = (1, 1)
    var before: Unicode.Scalar = "\n"
    for (index, scalar) in scalars.enumerated() {
      if Self.isLineBreak(scalar) { isComment = false }
      if !isComment, open == .none, scalar == "#", Self.isBlank(before) { isComment = true }
      if !isComment, Self.mayBegin(after: before) {
        let name = Self.name(in: scalars[(index + 1)...])
        if scalar == "&" { anchors.insert(name) }
        if scalar == "*", !name.isEmpty {
          aliases.append(Alias(name: name, line: line, column: column))
        }
      }
      if !isComment { Self.pass(scalar, after: before, &open) }
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
      before = scalar
    }
  }

  /// The first alias that has its anchor, wherever that stands.
  var first: Alias? { aliases.first { anchors.contains($0.name) } }
}

extension YAMLAliases {
  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || isLineBreak(scalar)
  }

  /// Whether an anchor, an alias or a quoted text may begin behind this character: behind a letter or a
  /// digit nothing does.
  private static func mayBegin(after before: Unicode.Scalar) -> Bool {
    !(before.isASCII && before.properties.isAlphabetic) && !("0"..."9").contains(before)
  }

  /// What may be open behind a character: after a quote that may be one, both with it and without it.
  private static func pass(
    _ scalar: Unicode.Scalar, after before: Unicode.Scalar, _ open: inout Openings
  ) {
    guard scalar == "'" || scalar == "\"" else { return }
    let own: Openings = scalar == "'" ? .single : .double
    var next = open.subtracting(own)
    if open.contains(own) {
      next.insert(.none)
      if own == .double, before == "\\" { next.insert(.double) }
    }
    if open.contains(.none), mayBegin(after: before) { next.insert(own) }
    open = next
  }

  /// The name of an anchor or alias, as libyaml reads it.
  private static func name(in scalars: ArraySlice<Unicode.Scalar>) -> String {
    var name = String.UnicodeScalarView()
    name.append(
      contentsOf: scalars.prefix {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
      })
    return String(name)
  }
}
