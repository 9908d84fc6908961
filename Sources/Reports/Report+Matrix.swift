import Results
import Statistics

extension Report {
  /// Optimizees and horizons down; the best hand-designed optimizer and every learned one across.
  func matrixSection() -> String {
    let (metaTrained, unseen) = matrixSettings
    var text = """
      ## Generalisation

      Mean final loss [95 % interval] of each learned optimizer beside the best hand-designed one, which \
      was tuned on every optimizee and horizon anew. **×** is the ratio to that rival [95 % interval], \
      **÷** the ratio to the same optimizer's own loss on the training distribution. ✓: lower than the \
      rival, ✗: higher or diverged, ~: undecided, by the interval and a p adjusted over all tables. **Bold**: the lowest mean of all optimizers. All of \
      them are in [tables/generalisation.csv](tables/generalisation.csv).


      """
    guard !contents.settings.isEmpty else { return text + "No evaluation has a record.\n" }
    if !metaTrained.isEmpty {
      text += "On optimizees that a learned optimizer was meta-trained on (†):\n\n"
      text += matrix(metaTrained)
    }
    if !unseen.isEmpty {
      let learned = contents.optimizers.first.map { $0.kind == .learned ? $0.name : "" } ?? ""
      text += metaTrained.isEmpty ? "" : "\n"
      text += "On optimizees that none was meta-trained on"
      text += learned.isEmpty ? ":\n\n" : ", from the best to the worst ratio of `\(learned)`:\n\n"
      text += matrix(unseen)
    }
    return text
  }

  private func matrix(_ settings: [Setting]) -> String {
    let learned = contents.optimizers.filter { $0.kind == .learned }.map(\.name)
    return Markdown.table(
      [("optimizee", .left), ("horizon", .right), ("best hand-designed", .right)]
        + learned.map { (Markdown.code($0), Markdown.Alignment.right) },
      rows: settings.map { setting in
        let own = rows(of: setting)
        let rival = own.first(where: \.isBestHandDesigned)
        return ["`\(setting.optimizee)`", "\(setting.horizon)"]
          + [rival.map { "`\($0.optimizer)` " + Self.mean($0, among: own) } ?? "–"]
          + learned.map { optimizer in
            own.first { $0.optimizer == optimizer }.map { learnedCell($0, among: own) } ?? ""
          }
      }, nothing: "")
  }

  private static func mean(_ row: FinalLossRow, among rows: [FinalLossRow]) -> String {
    let mean = Markdown.number(row.mean)
    let wins = row.mean == rows[0].mean && row.mean < .infinity
    return (wins ? "**\(mean)**" : mean) + " " + Markdown.interval(row.meanInterval)
  }

  private func learnedCell(_ row: FinalLossRow, among own: [FinalLossRow]) -> String {
    let cell = generalisation(of: row)
    let mark =
      switch cell.conclusion {
      case .lower: "✓"
      case .higher: "✗"
      case .undecided: "~"
      }
    var text = Self.mean(row, among: own) + (cell.isMetaTrainedHere ? " †" : "")
    if let comparison = row.rival?.comparison {
      let ratio =
        comparison.ratio.isNaN
        ? "no ratio: some meta-seed diverged on every function"
        : "× \(Markdown.number(comparison.ratio)) \(Markdown.interval(comparison.ratioInterval))"
      text += "<br>\(mark) \(ratio)"
    }
    return text + "<br>÷ \(Markdown.number(cell.ratioToTraining))"
  }
}
