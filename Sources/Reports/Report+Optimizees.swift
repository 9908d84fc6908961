import Results
import Statistics

extension Report {
  /// The section about one optimizee: a figure and a table for each horizon. `root` leads from the page
  /// to the results folder.
  func optimizeeSection(_ settings: [Setting], root: String) -> String {
    settings.reduce("## \(settings[0].optimizee)\n") { $0 + "\n" + section(of: $1, root: root) }
  }

  private func section(of setting: Setting, root: String) -> String {
    let rows = rows(of: setting)
    var text = "### \(Markdown.count(setting.horizon, "update"))\n\n"
    text += figure(of: setting, root: root) + "\n\n" + table(rows) + "\n" + notes(rows)
    if rows.contains(where: { $0.heldOut != nil }) {
      let accuracy = Self.haveAccuracy(rows) ? " and accuracy are means" : " is the mean"
      text += " Held-out loss\(accuracy) after the last update on examples that no "
      text += "minibatch contains; the final loss is that of the last "
      text += "\(Markdown.count(setting.entrants[0].finalLossWindow, "minibatch"))."
    }
    return text + "\n"
  }

  /// The learning curves with what the drawing cannot say.
  func figure(of setting: Setting, root: String) -> String {
    let name = "\(setting.optimizee), \(setting.horizon) updates"
    return "![Learning curves on \(name)](\(root)figures/\(setting.name).svg)\n\n"
      + LearningCurves.caption(setting, published: manifest.published(for: setting))
  }

  private func table(_ rows: [FinalLossRow]) -> String {
    let heldOut = rows.contains { $0.heldOut != nil }
    let diverged = rows.contains { $0.diverged > 0 }
    var columns: [(title: String, alignment: Markdown.Alignment, text: (FinalLossRow) -> String)] =
      [
        ("optimizer", .left, { Markdown.code($0.optimizer) }),
        (
          "final loss", .right,
          { Markdown.number($0.mean, $0.meanInterval) }
        ),
        ("median", .right, { Markdown.number($0.median) }),
        ("ratio", .right, { Markdown.markedRatio($0) }),
        ("wins", .right, Self.wins),
        ("p", .right, { Markdown.pValue($0.rival?.adjustedPValue) }),
      ]
    if heldOut {
      columns.append(("held-out", .right, { Markdown.number($0.heldOut?.loss) }))
      if Self.haveAccuracy(rows) {
        columns.append(
          ("accuracy", .right, { $0.heldOut?.accuracy.map { Markdown.percent($0) } ?? "–" }))
      }
    } else {
      columns.append(("steps", .right, { $0.rival?.stepsToRival?.description ?? "–" }))
    }
    if diverged { columns.append(("diverged", .right, { "\($0.diverged)" })) }
    return Markdown.table(
      columns.map { ($0.title, $0.alignment) },
      rows: rows.map { row in columns.map { $0.text(row) } })
  }

  private static func haveAccuracy(_ rows: [FinalLossRow]) -> Bool {
    rows.contains { $0.heldOut?.accuracy != nil }
  }

  private static func wins(_ row: FinalLossRow) -> String {
    guard !row.isBestHandDesigned, let rival = row.rival else { return "–" }
    return Markdown.percent(rival.comparison.winProbability)
  }

  private func notes(_ rows: [FinalLossRow]) -> String {
    guard let rival = rows.compactMap({ $0.rival?.optimizer }).first else {
      return "No hand-designed optimizer got through every function: there are no ratios."
    }
    let columns =
      rows.contains { $0.heldOut != nil } ? "Ratio, wins and p" : "Ratio, wins, p and steps"
    var text =
      "\(columns) are against `\(rival)`, on \(Markdown.count(rows[0].functions, "function"))."
    let detectable = rows.filter { $0.kind == .learned && $0.rival?.adjustedPValue != nil }
      .compactMap { row in
        row.rival?.comparison.test.map { test in
          "\(Markdown.number(test.smallestDetectableRatio())) for `\(row.optimizer)`"
        }
      }
    if !detectable.isEmpty {
      text += " Smallest ratio above 1 that would have been found with probability 0.8: "
      text += detectable.joined(separator: ", ") + "."
    }
    return text
  }
}

extension Markdown {
  /// The ratio behind the mark of the row's verdict.
  fileprivate static func markedRatio(_ row: FinalLossRow) -> String {
    (row.verdict.map { $0.mark + "\u{A0}" } ?? "") + ratio(row)
  }
}
