import Results
import Statistics

extension Report {
  private var published: [PublishedComparison] {
    PublishedComparison.all(manifest: manifest, settings: contents.settings, rows: rows)
  }

  /// In plain words: where learned optimizers beat the best hand-designed one, where they do not and by
  /// how much, and our values beside the published ones.
  func heldUpSection() -> String {
    let learned = contents.optimizers.filter { $0.kind == .learned }.map(\.name)
    let lines = learned.flatMap { optimizer in
      [true, false].compactMap { sentence(optimizer, onMetaTrained: $0) }
    }
    guard !lines.isEmpty else { return "" }
    return "## What held up and what did not\n\n" + lines.reduce("") { $0 + "- \($1)\n" }
      + publishedPart()
  }

  private func sentence(_ optimizer: String, onMetaTrained: Bool) -> String? {
    let cells = rows.filter { $0.optimizer == optimizer && $0.rival != nil }
      .map { generalisation(of: $0) }.filter { $0.isMetaTrainedHere == onMetaTrained }
    guard !cells.isEmpty else { return nil }
    let counts = [Claim.Conclusion.lower, .higher, .undecided].map { conclusion in
      cells.count { $0.conclusion == conclusion }
    }
    let place =
      onMetaTrained
      ? "on the optimizee it was meta-trained on" : "on optimizees it was not meta-trained on"
    var text =
      "`\(optimizer)` \(place): of \(Markdown.count(cells.count, "setting")) its loss on a typical "
      + "function is lower than that of the best hand-designed optimizer in \(counts[0]), higher or "
      + "diverged in \(counts[1]), undecided in \(counts[2])."
    let told = cells.filter {
      $0.row.diverged == 0 && !($0.row.rival?.comparison.ratio.isNaN ?? true)
    }
    let ratios = told.sorted { ratio($0) < ratio($1) }
    if let best = ratios.first, let worst = ratios.last, ratios.count > 1 {
      text += " Best: \(phrase(best)). Worst without a divergence: \(phrase(worst))."
    } else if let only = ratios.first {
      text += " That is \(phrase(only))."
    }
    let diverged = cells.count { $0.row.diverged > 0 }
    if diverged > 0 {
      text +=
        " It diverged on at least one function in \(diverged) of them: see [Divergences](#divergences)."
    }
    return text
  }

  private func ratio(_ cell: Generalisation) -> Double { cell.row.rival?.comparison.ratio ?? .nan }

  private func phrase(_ cell: Generalisation) -> String {
    let comparison = cell.row.rival?.comparison
    return "× \(Markdown.number(comparison?.ratio))"
      + (comparison.map { " \(Markdown.interval($0.ratioInterval))" } ?? "")
      + " of `\(cell.row.rival?.optimizer ?? "")` on `\(cell.row.optimizee)` at \(cell.row.horizon)"
  }

  private func publishedPart() -> String {
    let all = published
    guard !all.isEmpty else { return "" }
    var text =
      "\nOur mean final losses beside the published ones (a published value has no interval):\n\n"
    let curves = all.filter { !$0.isPoint }
    if !curves.isEmpty {
      text += Markdown.table(
        [
          ("figure", .left), ("optimizee", .left), ("horizon", .right), ("optimizer", .left),
          ("published", .right), ("ours", .right), ("ours / published", .right), ("reached", .left),
        ],
        rows: curves.map { item in
          [
            item.figure, "`\(item.row.optimizee)`", "\(item.row.horizon)", item.optimizer,
            Markdown.number(item.loss),
            "\(Markdown.number(item.row.mean)) \(Markdown.interval(item.row.meanInterval))",
            Markdown.number(item.ratio), item.isReached ? "yes" : "no",
          ]
        }, nothing: "")
    }
    for figure in uniqueFigures(all.filter(\.isPoint)) {
      let points = all.filter { $0.isPoint && $0.figure == figure }
      text += curves.isEmpty ? "" : "\n"
      for optimizer in uniqueOptimizers(points) {
        let own = points.filter { $0.optimizer == optimizer }
        let ratios = own.map(\.ratio).sorted()
        text +=
          "- \(figure), \(optimizer): ours is at or below the published value in "
          + "\(own.count(where: \.isReached)) of \(Markdown.count(own.count, "network")); ours / published "
          + "has median \(Markdown.number(Summary.median(ratios))), from "
          + "\(Markdown.number(ratios.first)) to \(Markdown.number(ratios.last)).\n"
      }
    }
    return text + "\nAll of them: [tables/published.csv](tables/published.csv).\n"
  }

  private func uniqueFigures(_ all: [PublishedComparison]) -> [String] {
    all.map(\.figure).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func uniqueOptimizers(_ all: [PublishedComparison]) -> [String] {
    all.map(\.optimizer).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// `tables/published.csv`.
  func publishedTable() -> String {
    CSV.table(
      header: "figure,optimizee,horizon,optimizer,published,mean,mean_low,mean_high,ratio,reached",
      rows: published.map { item in
        [
          item.figure, item.row.optimizee, "\(item.row.horizon)", item.optimizer,
          CSV.number(item.loss), CSV.number(item.row.mean), CSV.number(item.row.meanInterval.low),
          CSV.number(item.row.meanInterval.high), CSV.number(item.ratio),
          item.isReached ? "yes" : "no",
        ]
      })
  }
}
