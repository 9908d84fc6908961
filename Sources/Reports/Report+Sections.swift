import Results
import Statistics

extension Report {
  func metaTrainingSection() -> String {
    guard !contents.metaTrainings.isEmpty else { return "" }
    var text = """
      ## What was meta-trained

      Each meta-seed keeps its best epoch on meta-validation functions; the frozen optimizers are in \
      `optimizers/`. All epochs are in [tables/meta-training.csv](tables/meta-training.csv).


      """
    if let sentences = manifest.metaTraining {
      text += sentences.map { "- \($0).\n" }.joined() + "\n"
    }
    text += Markdown.table(
      [
        ("optimizer", .left), ("meta-seed", .right), ("meta learning rate", .right),
        ("best epoch", .right), ("meta-validation loss", .right), ("meta steps", .right),
      ],
      rows: contents.metaTrainings.map { entry in
        let run = entry.result
        let best = run.epochs.indices.contains(run.bestEpoch) ? run.epochs[run.bestEpoch] : nil
        return [
          "`\(run.optimizer)`", "\(run.metaSeed)", Markdown.choice(run.metaLearningRate),
          "\(run.bestEpoch) of \(run.epochs.count - 1)", Markdown.number(best?.validationLoss),
          "\(run.metaSteps)",
        ]
      }, limit: Self.longestTable, file: "tables/meta-training.csv")
    let notes = contents.metaTrainings.map(\.result).compactMap(Self.note)
    if !notes.isEmpty {
      text += "\n" + notes.prefix(Self.longestTable).map { "- \($0)\n" }.joined()
    }
    guard !contents.searches.isEmpty else { return text }
    return text + "\nRandom search of the meta learning rate:\n\n" + searchTable()
  }

  func frozenSection() -> String {
    guard let sentences = manifest.frozen else { return "" }
    return """
      ## Frozen optimizers

      This suite did not meta-train these learned optimizers: each is one file, whose weights stand for \
      one meta-seed. One meta-seed says nothing of the rule, so no verdict on them is more than `untested`.


      """ + sentences.map { "- \($0).\n" }.joined()
  }

  func externalSection() -> String {
    guard let sentences = manifest.external else { return "" }
    return """
      ## External optimizers

      Each of these optimizers is a process of its own, tuned and tested as the hand-designed ones are. \
      The bits of its rows are the process's, so they are left out of the digest.


      """ + sentences.map { "- \($0).\n" }.joined()
  }

  /// What a run met that not all do.
  private static func note(_ run: MetaTrainingResult) -> String? {
    let skipped =
      run.skippedWindows == 0
      ? nil
      : "skipped \(Markdown.count(run.skippedWindows, "metaGradient")), not finite"
    let stopped = run.stopped == "epochs" ? nil : "was stopped by \(run.stopped)"
    let words = [stopped, skipped].compactMap(\.self)
    guard !words.isEmpty else { return nil }
    return "`\(run.optimizer)`, meta-seed \(run.metaSeed), \(words.joined(separator: " and "))."
  }

  private func searchTable() -> String {
    Markdown.table(
      [
        ("optimizer", .left), ("candidate", .right), ("meta learning rate", .right),
        ("meta-validation loss", .right), ("meta steps", .right),
      ],
      rows: contents.searches.map { entry in
        let search = entry.result
        return [
          "`\(search.optimizer)`", "\(search.candidate)",
          Markdown.choice(search.metaLearningRate),
          search.validationLoss.map { Markdown.number($0) } ?? "diverged", "\(search.metaSteps)",
        ]
      }, limit: Self.longestTable, file: "tables/search.csv")
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
          }, limit: Self.longestTable, file: "tables/divergences.csv")
  }

  private func earliestDivergence(of row: FinalLossRow) -> Int? {
    settings(of: row.optimizee).filter { $0.horizon == row.horizon }
      .flatMap(\.entrants).filter { $0.optimizer == row.optimizer }
      .flatMap(\.evaluations).flatMap(\.result.divergences).map(\.firstBadStep).min()
  }

  func secondOrderSection() -> String {
    guard !contents.minimiserSettings.isEmpty else { return "" }
    return """
      ## Second-order reference

      GSL's own minimisers, for scale. Their arithmetic is GSL's, so their last bits depend on how GSL \
      was built: they are rounded to two digits, left out of the digest and of every comparison above, \
      and compared by tolerance.


      """
        + Markdown.table(
          [
            ("optimizee", .left), ("horizon", .right), ("optimizer", .left), ("mean", .right),
            ("median", .right), ("diverged", .right),
          ],
          rows: contents.minimiserSettings.flatMap { setting in
            setting.entrants.map { entrant in
              let losses = entrant.finalLosses
              return [
                "`\(setting.optimizee)`", "\(setting.horizon)", "`\(entrant.optimizer)`",
                CSV.coarseNumber(Summary.mean(losses.values)),
                CSV.coarseNumber(Summary.median(losses.values)),
                "\(losses.diverged) of \(losses.functions)",
              ]
            }
          }, limit: Self.longestTable, file: "tables/second-order-reference.csv")
  }
}
