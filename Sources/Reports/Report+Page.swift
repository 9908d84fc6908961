import Results

extension Report {
  /// Rows of a table, or lines of a list, that may be long: what follows is in a file beside it.
  static let longestTable = 40

  /// `report.md`, and where that would be too long a page for each family of optimizees beside it.
  func pages() -> [ReportFile] {
    let whole = ReportFile(path: "report.md", text: page(families: nil))
    guard whole.bytes.count > longestPage else { return [whole] }
    let families = familyPages()
    return [ReportFile(path: "report.md", text: page(families: families))] + families.map(\.file)
  }

  /// With `families` what they hold is left out, and links lead there.
  private func page(families: [FamilyPage]?) -> String {
    let results =
      families.map { [familySection($0)] } ?? [matrixSection(contents.settings)]
    let figures = families == nil ? optimizeeSections() : []
    let sections =
      [heldUpSection()] + results + [ranksSection(), sizeSection()] + figures
      + [
        divergenceSection(), studySection(), metaTrainingSection(), frozenSection(),
        externalSection(), tuningSection(), secondOrderSection(),
        referenceSection(), dataSection(), budgetSection(), recordsSection(), regenerateSection(),
      ]
    let present = sections.filter { !$0.isEmpty }
    // Where and when the records were made changes nothing before the last section.
    return
      ([headSection(), readingSection(), contentsSection(present)] + present + [timeSection()])
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// Links to all sections; those about single optimizees in one line.
  private func contentsSection(_ sections: [String]) -> String {
    let headings = sections.flatMap { section in
      section.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
    }
    let optimizees = Set(optimizees)
    let figures = headings.filter(optimizees.contains)
    var lines = headings.filter { !optimizees.contains($0) }.map { "- \(Markdown.link(to: $0))" }
    if !figures.isEmpty {
      let links = figures.map(Markdown.link(to:)).joined(separator: ", ")
      let place = headings.firstIndex(of: figures[0]) ?? 0
      lines.insert("- Figures and tables: \(links)", at: min(place, lines.count))
    }
    return "## Contents\n\n" + lines.joined(separator: "\n") + "\n"
  }

  /// One optimizee after another; those that no learned optimizer was meta-trained on are folded away,
  /// unless there are no others.
  private func optimizeeSections() -> [String] {
    let metaTrained = Set(matrixSettings(contents.settings).metaTrained.map(\.optimizee))
    return optimizees.map { optimizee in
      let section = optimizeeSection(settings(of: optimizee), root: "")
      guard !metaTrained.isEmpty, !metaTrained.contains(optimizee) else { return section }
      return Markdown.fold("<b>\(optimizee)</b>: figures and tables", section)
    }
  }

  /// Every optimizee of the tables, in their order.
  var optimizees: [String] { contents.settings.map(\.optimizee).uniqued() }

  private func sizeSection() -> String {
    guard !sizeFigures.isEmpty else { return "" }
    return "## Final loss against hidden units\n\n"
      + sizeFigures.map { "![\($0.title)](\($0.path))\n\n" }.joined()
      + "Means with 95 % intervals over meta-seeds and functions; dashed: published values. An optimizer "
      + "that diverged on a network has no point there.\n"
  }

  private func dataSection() -> String {
    guard !manifest.data.isEmpty else { return "" }
    return "## Data\n\n" + manifest.data.map { "- \($0)\n" }.joined()
  }

  private func recordsSection() -> String {
    guard !recordFiles.isEmpty else { return "" }
    return """
      ## Records

      Every number comes from the files in `records/`, one for each cell. \
      [tables/records.csv](tables/records.csv) names the file of each.

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
}
