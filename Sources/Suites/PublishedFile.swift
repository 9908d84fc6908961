import Files
import Results

/// Values read off a published figure: a header, then lines of three fields.
enum PublishedFile {
  /// Lines `optimizer,updates,loss`: the optimizers in the order they first appear, each with
  /// increasing numbers of updates.
  static func curves(
    _ bytes: [UInt8], file: String, horizon: Int
  ) throws -> [PublishedFigure.Curve] {
    var curves: [PublishedFigure.Curve] = []
    for line in try lines(bytes, file: file, header: "optimizer,updates,loss") {
      try line.checkName()
      guard let updates = Int(line.fields[1]), let loss = line.loss else {
        throw line.invalid(expected: "a name, a count and a loss above 0")
      }
      let optimizer = line.fields[0]
      let curve = curves.firstIndex { $0.optimizer == optimizer } ?? curves.endIndex
      if curve == curves.endIndex {
        curves.append(PublishedFigure.Curve(optimizer: optimizer, updates: [], losses: []))
      }
      let lowest = curves[curve].updates.last.map { $0 + 1 } ?? 0
      guard lowest <= updates, updates <= horizon else {
        throw line.invalid(found: "\(updates) updates", expected: "\(lowest) to \(horizon)")
      }
      curves[curve].updates.append(updates)
      curves[curve].losses.append(loss)
    }
    return curves
  }

  /// Lines `optimizer,optimizee,loss`, each pair once, the optimizees among those that are evaluated
  /// at `horizon`.
  static func finalLosses(
    _ bytes: [UInt8], file: String, optimizees: Set<String>, horizon: Int
  ) throws -> [PublishedFinalLosses.Point] {
    var seen: Set<[String]> = []
    return try lines(bytes, file: file, header: "optimizer,optimizee,loss").map { line in
      let (optimizer, optimizee) = (line.fields[0], line.fields[1])
      try line.checkName()
      guard let loss = line.loss else {
        throw line.invalid(expected: "a name, an optimizee and a loss above 0")
      }
      guard optimizees.contains(optimizee) else {
        throw line.invalid(
          found: "the optimizee \(excerpt(optimizee))",
          expected: "one evaluated at horizon \(horizon)")
      }
      guard seen.insert([optimizer, optimizee]).inserted else {
        throw line.invalid(
          found: "\(excerpt(optimizer)) on \(optimizee) a second time", expected: "each pair once")
      }
      return PublishedFinalLosses.Point(optimizer: optimizer, optimizee: optimizee, loss: loss)
    }
  }
}

extension PublishedFile {
  private struct Line {
    let text: String
    let fields: [String]
    let place: SuiteError.Place

    /// The last field, if it is a finite number above 0.
    var loss: Double? { Double(fields[2]).flatMap { $0.isFinite && $0 > 0 ? $0 : nil } }

    /// Names go into tables, figures and onto terminals. A spreadsheet takes what begins with one of
    /// = + - @ for a formula.
    func checkName() throws {
      let name = fields[0]
      guard name.first.map({ $0.isLetter || $0.isNumber }) == true,
        !name.unicodeScalars.contains(where: { $0.isHidden || $0 == "\"" })
      else {
        throw invalid(
          expected:
            "a name that begins with a letter or a digit, without quotes and hidden characters"
        )
      }
    }

    func invalid(found: String? = nil, expected: String) -> SuiteError {
      .invalid(at: place, found: found ?? excerpt(text), expected: expected)
    }
  }

  /// The lines below the header, at least one, each of three fields.
  private static func lines(_ bytes: [UInt8], file: String, header: String) throws -> [Line] {
    let lines = String(decoding: bytes, as: UTF8.self).withoutByteOrderMark
      .split(whereSeparator: \.isNewline)
      .enumerated().map { index, text in
        Line(
          text: String(text),
          fields: text.split(separator: ",", omittingEmptySubsequences: false).map(String.init),
          place: SuiteError.Place(file: file, line: index + 1, column: 1, path: ""))
      }
    if let first = lines.first, first.text != header {
      throw first.invalid(expected: "the header \(header)")
    }
    guard lines.count > 1 else {
      throw SuiteError.unreadable(file: file, reason: "found no line below the header \(header)")
    }
    for line in lines where line.fields.count != 3 {
      throw line.invalid(expected: "three fields, as in \(header)")
    }
    return Array(lines.dropFirst())
  }
}
