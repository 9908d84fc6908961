import Results
import Statistics

extension Report {
  /// Optimizees and horizons down; the best hand-designed optimizer and every learned one across.
  func matrixSection(_ settings: [Setting]) -> String {
    let intro = """
      ## Generalisation

      Mean final losses. **×** is the ratio to the best hand-designed optimizer, which was tuned on every \
      optimizee and horizon anew, and the mark before it the verdict: ✓ lower, ✗ higher, ~ undecided, \
      ! diverged, ? untested. **÷** is the mean over that of the same optimizer where it was meta-trained. \
      **Bold**: the lowest mean of all optimizers. Everything is in \
      [tables/generalisation.csv](tables/generalisation.csv).


      """
    guard !settings.isEmpty else { return intro + "No evaluation has a record.\n" }
    return intro + matrix(settings)
  }

  /// Without its heading and explanation.
  func matrix(_ settings: [Setting]) -> String {
    let (metaTrained, unseen) = matrixSettings(settings)
    var parts: [String] = []
    if !metaTrained.isEmpty {
      parts.append("On optimizees that a learned optimizer was meta-trained on (†):\n")
      parts += matrixTables(metaTrained)
    }
    if !unseen.isEmpty {
      let order = learned.first.map { ", from the best to the worst ratio of `\($0)`" } ?? ""
      parts.append("On optimizees that none was meta-trained on\(order):\n")
      parts += matrixTables(unseen)
    }
    return parts.joined(separator: "\n")
  }

  /// A table for every three learned optimizers: more do not fit on a page.
  private func matrixTables(_ settings: [Setting]) -> [String] {
    let starts = Array(stride(from: 0, to: max(1, learned.count), by: 3))
    return starts.map { matrixTable(settings, Array(learned.dropFirst($0).prefix(3))) }
  }

  private func matrixTable(_ settings: [Setting], _ learned: [String]) -> String {
    Markdown.table(
      [("optimizee", .left), ("horizon", .right), ("best rival", .right)]
        + learned.map { (Markdown.code($0), Markdown.Alignment.right) },
      rows: settings.map { setting in
        let own = rows(of: setting)
        let rival = own.first(where: \.isBestHandDesigned)
        return ["`\(setting.optimizee)`", "\(setting.horizon)"]
          + [rival.map { "`\($0.optimizer)`<br>" + mean($0, among: own) } ?? "–"]
          + learned.map { name in row(name, in: setting).map { learnedCell($0, among: own) } ?? "" }
      })
  }

  private func mean(_ row: FinalLossRow, among rows: [FinalLossRow]) -> String {
    let mean = Markdown.number(row.mean)
    return row.mean == rows[0].mean && row.mean < .infinity ? "**\(mean)**" : mean
  }

  private func learnedCell(_ row: FinalLossRow, among own: [FinalLossRow]) -> String {
    [
      mean(row, among: own) + (row.isClaim ? " †" : ""),
      "\(row.verdict?.mark ?? "") × \(Markdown.ratio(row))",
      "÷ \(Markdown.number(generalisation(of: row).ratioToTraining))",
    ].joined(separator: "<br>")
  }
}
