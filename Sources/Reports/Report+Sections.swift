import Results
import Statistics

extension Report {
  func tuningSection() -> String {
    guard !contents.tunings.isEmpty else { return "" }
    return """
      ## Tuning

      Learning rates of the hand-designed optimizers, chosen on meta-validation functions. Every rate \
      tried is in [tables/tuning.csv](tables/tuning.csv). ⚠: chosen at an edge of the rates tried.


      """
        + Markdown.fold(
          Markdown.count(contents.tunings.count, "learning rate"),
          Markdown.table(
            [
              ("optimizee", .left), ("horizon", .right), ("optimizer", .left),
              ("learning rate", .right), ("final loss", .right), ("tried", .right),
              ("widened", .right), ("gradient evaluations", .right), ("record", .left),
            ],
            rows: contents.tunings.map { entry in
              let tuning = entry.result
              let chosen = tuning.curve.first { $0.learningRate == tuning.learningRate }
              return [
                "`\(tuning.optimizee)`", "\(tuning.horizon)", "`\(tuning.optimizer)`",
                Markdown.choice(tuning.learningRate) + (tuning.isAtEdge ? " ⚠" : ""),
                Markdown.number(chosen?.meanFinalLoss), "\(tuning.curve.count)",
                "\(tuning.widenings)", "\(tuning.gradientEvaluations)",
                link("record", key: entry.key),
              ]
            }, nothing: ""))
  }

  func metaTrainingSection() -> String {
    guard !contents.metaTrainings.isEmpty else { return "" }
    let pairs = contents.metaTrained.map { "`\($0.optimizer)` on `\($0.optimizee)`" }
    var text = """
      ## What was meta-trained

      \(pairs.joined(separator: ", ")). Each meta-seed keeps its best epoch on meta-validation functions; \
      the frozen optimizers are in `optimizers/`. All epochs are in \
      [tables/meta-training.csv](tables/meta-training.csv).


      """
    if let sentences = manifest.metaTraining {
      text += sentences.reduce("") { $0 + "- \($1).\n" } + "\n"
    }
    text += Markdown.table(
      [
        ("optimizer", .left), ("optimizee", .left), ("meta-seed", .right),
        ("meta learning rate", .right), ("best epoch", .right), ("meta-validation loss", .right),
        ("meta steps", .right), ("stopped by", .left), ("skipped windows", .right),
        ("record", .left),
      ],
      rows: contents.metaTrainings.map { entry in
        let run = entry.result
        let best = run.epochs.indices.contains(run.bestEpoch) ? run.epochs[run.bestEpoch] : nil
        return [
          "`\(run.optimizer)`", "`\(run.optimizee)`", "\(run.metaSeed)",
          Markdown.choice(run.metaLearningRate), "\(run.bestEpoch) of \(run.epochs.count - 1)",
          Markdown.number(best?.validationLoss), "\(run.metaSteps)", run.stopped,
          "\(run.skippedWindows)", link("record", key: entry.key),
        ]
      }, nothing: "")
    guard !contents.searches.isEmpty else { return text }
    return text + "\nRandom search of the meta learning rate:\n\n" + searchLines()
  }

  private func searchLines() -> String {
    Markdown.table(
      [
        ("optimizer", .left), ("optimizee", .left), ("candidate", .right),
        ("meta learning rate", .right), ("meta-validation loss", .right), ("meta steps", .right),
        ("record", .left),
      ],
      rows: contents.searches.map { entry in
        let search = entry.result
        return [
          "`\(search.optimizer)`", "`\(search.optimizee)`", "\(search.candidate)",
          Markdown.choice(search.metaLearningRate),
          search.validationLoss.map { Markdown.number($0) } ?? "diverged", "\(search.metaSteps)",
          link("record", key: entry.key),
        ]
      }, nothing: "")
  }

  func divergenceSection() -> String {
    let diverged = rows.filter { $0.diverged > 0 }
    guard !diverged.isEmpty else { return "## Divergences\n\nNone.\n" }
    return """
      ## Divergences

      Functions on which a loss became non-finite or left the divergence limit; the first bad step of \
      each is in [tables/divergences.csv](tables/divergences.csv).


      """
        + Markdown.table(
          [
            ("optimizee", .left), ("horizon", .right), ("optimizer", .left), ("diverged", .right),
            ("first bad step", .right),
          ],
          rows: diverged.map { row in
            [
              "`\(row.optimizee)`", "\(row.horizon)", "`\(row.optimizer)`",
              "\(row.diverged) of \(row.functions * row.metaSeeds)",
              earliestDivergence(of: row).map { "from \($0)" } ?? "–",
            ]
          }, nothing: "")
  }

  private func earliestDivergence(of row: FinalLossRow) -> Int? {
    contents.settings
      .filter { $0.optimizee == row.optimizee && $0.horizon == row.horizon }
      .flatMap(\.entrants).filter { $0.optimizer == row.optimizer }
      .flatMap(\.evaluations).flatMap(\.result.divergences).map(\.firstBadStep).min()
  }

  func secondOrderSection() -> String {
    guard !contents.externalSettings.isEmpty else { return "" }
    return """
      ## Second-order reference

      GSL's own minimisers, for scale. Their arithmetic is GSL's, so their last bits depend on how GSL \
      was built: they are rounded to two digits, left out of the digest and of every comparison above, \
      and compared by tolerance.


      """
        + Markdown.table(
          [
            ("optimizee", .left), ("horizon", .right), ("optimizer", .left), ("mean", .right),
            ("median", .right), ("diverged", .right), ("record", .left),
          ],
          rows: contents.externalSettings.flatMap { setting in
            setting.entrants.map { entrant in
              let losses = entrant.finalLosses
              return [
                "`\(setting.optimizee)`", "\(setting.horizon)", "`\(entrant.optimizer)`",
                CSV.coarseNumber(Summary.mean(losses.values)),
                CSV.coarseNumber(Summary.median(losses.values)),
                "\(losses.diverged) of \(losses.functions)",
                entrant.evaluations.map { link("record", key: $0.key) }.joined(separator: " "),
              ]
            }
          }, nothing: "")
  }
}
