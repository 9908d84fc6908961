import Results
import Statistics

extension Report {
  static let heldUpTitle = "What held up and what did not"

  /// In plain words: where learned optimizers end lower than the best hand-designed one, where they do
  /// not and by how much, and our values beside the published ones.
  func heldUpSection() -> String {
    let lines = learned.flatMap { optimizer in
      [true, false].compactMap { sentence(optimizer, ofClaims: $0) }
    }
    guard !lines.isEmpty || !published.isEmpty else { return "" }
    return "## \(Self.heldUpTitle)\n\n" + lines.map { "- \($0)\n" }.joined() + publishedPart()
  }

  private func sentence(_ optimizer: String, ofClaims: Bool) -> String? {
    let cells = rows.filter {
      $0.optimizer == optimizer && $0.kind == .learned && $0.isClaim == ofClaims
    }
    guard !cells.isEmpty else { return nil }
    let place =
      ofClaims
      ? "on the optimizee it was meta-trained on" : "on optimizees it was not meta-trained on"
    var text = "`\(optimizer)` \(place): "
    if let only = cells.first, cells.count == 1 {
      text += "\(only.verdict?.rawValue ?? ""), \(phrase(only))."
    } else {
      text += VerdictCounts(cells.compactMap(\.verdict)).text()
      text += " of \(Markdown.count(cells.count, "setting"))."
      let compared = cells.filter { $0.diverged == 0 && !ratio($0).isNaN }
        .sorted { ratio($0) < ratio($1) }
      if let best = compared.first, let worst = compared.last, compared.count > 1 {
        text += " Best: \(phrase(best)). Worst without a divergence: \(phrase(worst))."
      } else if let only = compared.first {
        text += " Without a divergence: \(phrase(only))."
      }
    }
    return cells.contains { $0.diverged > 0 } ? text + " See [Divergences](#divergences)." : text
  }

  private func ratio(_ row: FinalLossRow) -> Double { row.rival?.comparison.ratio ?? .nan }

  private func phrase(_ row: FinalLossRow) -> String {
    guard let rival = row.rival else { return "no rival on `\(row.optimizee)` at \(row.horizon)" }
    return
      "× \(Markdown.ratio(row)) of `\(rival.optimizer)` on `\(row.optimizee)` at \(row.horizon)"
  }

  private func publishedPart() -> String {
    guard !published.isEmpty else { return "" }
    let curves = published.filter { !$0.isPoint }
    let points = published.filter(\.isPoint)
    let tables = curves.map(\.row.settingName).uniqued().map { name in
      publishedTable(curves.filter { $0.row.settingName == name })
    }
    let lines = points.map(\.figure).uniqued().flatMap { figure in
      let own = points.filter { $0.figure == figure }
      return own.map(\.row.optimizer).uniqued().map { optimizer in
        line(own.filter { $0.row.optimizer == optimizer })
      }
    }
    return
      (["\nOur mean final losses beside the published ones, which have no intervals.\n"]
      + tables + (lines.isEmpty ? [] : [lines.joined()])
      + ["All of them: [tables/published.csv](tables/published.csv).\n"]).joined(separator: "\n")
  }

  /// The ends of the published curves on one setting.
  private func publishedTable(_ curves: [PublishedComparison]) -> String {
    let row = curves[0].row
    return "\(curves[0].figure): `\(row.optimizee)`, \(Markdown.count(row.horizon, "update")).\n\n"
      + Markdown.table(
        [
          ("optimizer", .left), ("published", .right), ("ours", .right),
          ("ours / published", .right), ("reached", .left),
        ],
        rows: curves.map { item in
          [
            Markdown.code(item.row.optimizer), Markdown.number(item.loss),
            Markdown.number(item.row.mean, item.row.meanInterval),
            Markdown.number(item.ratio), item.isReached ? "yes" : "no",
          ]
        })
  }

  /// One optimizer on all networks of a published figure.
  private func line(_ points: [PublishedComparison]) -> String {
    let ratios = points.map(\.ratio).sorted()
    return
      "- \(points[0].figure), `\(points[0].row.optimizer)`: ours is at or below the published value in "
      + "\(points.count(where: \.isReached)) of \(Markdown.count(points.count, "network")). "
      + "Ours / published has the median \(Markdown.number(Summary.median(ratios))) and lies between "
      + "\(Markdown.number(ratios.first)) and \(Markdown.number(ratios.last)).\n"
  }
}
