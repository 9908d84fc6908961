import Results

extension SuiteDecoder {
  func published(
    _ value: YAMLValue, _ evaluations: [Suite.Evaluation]
  ) throws -> [PublishedFigure] {
    var figures: [PublishedFigure] = []
    for entry in try value.list("published figures") {
      let section = try YAMLSection(entry, keys: SuiteKeys.published)
      let figure = try section.required("figure").identifier()
      guard !figures.contains(where: { $0.figure == figure }) else {
        throw try section.required("figure").invalid(
          found: "\(figure) a second time", expected: "each figure once")
      }
      let optimizee = try section.required("optimizee").text("an optimizee")
      let horizon = try section.required("horizon").integer(1...SuiteLimits.horizon)
      guard evaluations.contains(optimizee: optimizee, horizon: horizon) else {
        throw entry.invalid(
          found: "\(excerpt(optimizee)) at horizon \(horizon)",
          expected: "an optimizee and horizon among the evaluations")
      }
      figures.append(
        PublishedFigure(
          figure: figure, optimizee: optimizee, horizon: horizon,
          curves: try curves(section.required("file"), horizon: horizon)))
    }
    return figures
  }

  private func curves(_ value: YAMLValue, horizon: Int) throws -> [PublishedFigure.Curve] {
    let path = try value.text("a file name")
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
      throw value.invalid(expected: "a path that stays below the suite file's folder")
    }
    do {
      return try PublishedCurves.parse(try readFile(path), file: path, horizon: horizon)
    } catch SuiteError.unreadable(_, let reason) {
      throw value.invalid(
        found: "\(excerpt(path)), which cannot be read (\(reason))",
        expected: "a file of published curves")
    }
  }
}

/// Curves read off a published figure: lines `optimizer,updates,loss` below that header, the
/// optimizers in the order they first appear, each with increasing numbers of updates.
enum PublishedCurves {
  static let header = "optimizer,updates,loss"

  static func parse(
    _ bytes: [UInt8], file: String, horizon: Int
  ) throws -> [PublishedFigure.Curve] {
    let text = String(decoding: bytes, as: UTF8.self)
    var curves: [PublishedFigure.Curve] = []
    for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      func invalid(_ found: String, expected: String) -> SuiteError {
        let place = SuiteError.Place(file: file, line: index + 1, column: 1, path: "")
        return .invalid(at: place, found: found, expected: expected)
      }
      if index == 0 {
        guard line == header else {
          throw invalid(excerpt(String(line)), expected: "the header \(header)")
        }
        continue
      }
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3, !fields[0].isEmpty, let updates = Int(fields[1]),
        let loss = Double(fields[2]), loss.isFinite, loss > 0
      else {
        throw invalid(excerpt(String(line)), expected: "a name, a count and a loss above 0")
      }
      let curve = curves.firstIndex { $0.optimizer == fields[0] } ?? curves.endIndex
      if curve == curves.endIndex {
        curves.append(PublishedFigure.Curve(optimizer: fields[0], updates: [], losses: []))
      }
      let lowest = curves[curve].updates.last.map { $0 + 1 } ?? 0
      guard lowest <= updates, updates <= horizon else {
        throw invalid("\(updates) updates", expected: "\(lowest) to \(horizon)")
      }
      curves[curve].updates.append(updates)
      curves[curve].losses.append(loss)
    }
    guard !curves.isEmpty else {
      throw SuiteError.unreadable(file: file, reason: "found no curve")
    }
    return curves
  }
}
