import Results
import Statistics

extension Report {
  /// The whole of `report.md`.
  func page() -> String {
    let sections = [
      heading(), missingCells(), claimSection(), heldUpSection(), matrixSection(), ranksSection(),
      sizeSection(), metaTrainingSection(),
      optimizeeSections(),
      divergenceSection(), tuningSection(), secondOrderSection(), dataSection(), budgetSection(),
      readingSection(), regenerateSection(), timeSection(),
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// One optimizee after another; those that no learned optimizer was meta-trained on are folded away,
  /// unless there are no others.
  private func optimizeeSections() -> String {
    let metaTrained = Set(matrixSettings.metaTrained.map(\.optimizee))
    return optimizees.compactMap { name in
      guard let summary = summary(of: name) else { return nil }
      guard !metaTrained.isEmpty, !metaTrained.contains(name) else { return summary }
      return Markdown.fold("<b>\(name)</b>: figures and tables", summary)
    }.joined(separator: "\n")
  }

  /// Every optimizee of the tables, in their order.
  public var optimizees: [String] {
    var names: [String] = []
    for setting in contents.settings where !names.contains(setting.optimizee) {
      names.append(setting.optimizee)
    }
    return names
  }

  private func heading() -> String {
    "# \(manifest.suite)\n\n\(manifest.description)\n"
  }

  private func missingCells() -> String {
    var text = ""
    if !contents.missing.isEmpty {
      let count = Markdown.count(manifest.cells.count, "cell")
      text +=
        "> **Incomplete: \(contents.missing.count) of \(count) have no record.** "
        + "What follows is about the others only.\n>\n"
      for cell in contents.missing { text += "> - \(cell.label)\n" }
    }
    if !contents.strays.isEmpty {
      text += text.isEmpty ? "" : "\n"
      text += "> **Left out: records that belong to no cell of this suite.**\n>\n"
      for label in contents.strays { text += "> - \(label)\n" }
    }
    return text
  }

  private func sizeSection() -> String {
    guard !sizeFigures.isEmpty else { return "" }
    return "## Final loss against hidden units\n\n"
      + sizeFigures.map { figure in
        "![\(figure.title)](figures/\(figure.name).svg)\n\n"
      }.joined()
      + "Means with 95 % intervals over meta-seeds and functions; dashed: published values. An optimizer "
      + "that diverged on a network has no point there.\n"
  }

  private func dataSection() -> String {
    guard !manifest.data.isEmpty else { return "" }
    return "## Data\n\n" + manifest.data.reduce("") { $0 + "- \($1)\n" }
  }

  private func readingSection() -> String {
    """
    ## How to read the numbers

    - **Final loss**: the mean over meta-seeds and meta-test functions, with a 95 % interval from a \
    hierarchical bootstrap over both. A learned optimizer is a distribution over meta-training \
    runs, one for each meta-seed, not one lucky run.
    - **Ratio**: the geometric mean over functions of the final loss divided by that of the best \
    hand-designed optimizer on the same function, with the same initial parameters and minibatches. \
    Below 1 is better. A function on which either diverged has no ratio; it is left out there and \
    counted as diverged.
    - **Wins**: how often the final loss is lower on the same function; a tie counts one half, a \
    divergence loses.
    - **p**: of a ratio of 1, with meta-seeds and functions both taken as random; adjusted by \
    Benjamini and Hochberg over the tables, by Holm over the claims.
    - **Diverged**: a divergence makes the mean infinite (∞) and takes the worst rank in the median \
    and the interquartile mean.
    - **÷**: the mean final loss over that of the same optimizer on the optimizee it was meta-trained on, \
    at the same horizon (the first one there, if it was not evaluated at this one). It tells how much \
    harder the optimizee is and how much is lost on the way; × tells the two apart.
    - **Steps to rival**: the number of updates after which the mean curve is at or below the rival's mean \
    final loss; unreached within the horizon is censored (>). More targets are in \
    [tables/steps-to-target.csv](tables/steps-to-target.csv).
    - **Best hand-designed**: the lowest mean final loss among the hand-designed first-order \
    optimizers that never diverged on the meta-test functions.

    """
  }

  private func regenerateSection() -> String {
    """
    ## Regenerate

    ```sh
    l2l run suites/\(manifest.suite).yaml --results results/\(manifest.suite)
    l2l report results/\(manifest.suite)
    ```

    The first command runs every cell that has no record yet (budget: \
    \(Markdown.choice(manifest.budgetMinutes)) minutes), the second rebuilds this page, its tables \
    and its figures from the records. Suite seed \(manifest.seed), suite digest \
    `\(manifest.suiteDigest)`.

    """
  }

  /// A link to the record with this key, if its file is known.
  func link(_ text: String, key: String) -> String {
    recordFiles[key].map { "[\(text)](\($0))" } ?? text
  }
}
