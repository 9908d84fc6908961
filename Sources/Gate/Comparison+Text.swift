extension Comparison {
  /// For a terminal: the outcome, what stood in the way, then the rows that did not pass. Verbose, every
  /// row and every line.
  public func text(verbose: Bool = false) -> String {
    var text = "gate \(suite): \(headline)\n"
    text += Self.lines(problems.map { "  incomparable: \($0)\n" }, verbose: verbose)
    text += Self.lines(notes.map { "  note: \($0)\n" }, verbose: verbose)
    text += Self.lines(differences.map { "  \($0.what.rawValue): \($0.cell)\n" }, verbose: verbose)
    for outcome in Outcome.allCases where verbose || outcome != .pass {
      let rows = rows.filter { $0.outcome == outcome }
      text += Self.lines(rows.map(Self.lines), verbose: verbose || outcome != .incomparable)
    }
    if let passes, !verbose { text += "  pass: \(passes)\n" }
    guard !rows.isEmpty else { return text }
    if let strength { text += "\(strength)\n" }
    return text + "\(legend)\n"
  }

  private static func lines(_ row: Row) -> String {
    let line = "  \(row.outcome.rawValue): \(row.name): \(row.account)\n"
    return line + (row.conditional.map { "    \($0)\n" } ?? "")
  }

  private static func lines(_ lines: [String], verbose: Bool) -> String {
    guard !verbose, lines.count > namedLines else { return lines.joined() }
    return lines.prefix(namedLines).joined()
      + "  … and \(lines.count - namedLines) more (--verbose)\n"
  }
}
