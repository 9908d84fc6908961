import Results

/// A page about optimizees of one family, for reports that are too long for one page.
struct FamilyPage {
  var family: String
  /// Inside the results folder.
  var path: String
  var settings: [Setting]
  var text: String

  var file: ReportFile { ReportFile(path: path, text: text) }

  /// The words of an optimizee's name before the first number: `quadratic-uniform` of
  /// `quadratic-uniform-10`.
  static func family(of optimizee: String) -> String {
    let words = optimizee.split(separator: "-").prefix { Int($0) == nil }
    return words.isEmpty ? optimizee : words.joined(separator: "-")
  }
}

extension Report {
  /// The pages of all families, in the order of the plan. A family that is too long for one page has
  /// several.
  func familyPages() -> [FamilyPage] {
    let families = Dictionary(grouping: contents.settings) {
      FamilyPage.family(of: $0.optimizee)
    }
    let names = contents.settings.map { FamilyPage.family(of: $0.optimizee) }.uniqued()
    return names.flatMap { name in pages(of: name, families[name] ?? []) }
  }

  private func pages(of family: String, _ settings: [Setting]) -> [FamilyPage] {
    // A setting has a section and a line of the matrix.
    let sections = settings.map {
      (setting: $0, text: optimizeeSection([$0], root: "../") + matrix([$0]))
    }
    var parts: [[Setting]] = []
    var length = longestPage
    for section in sections {
      length += section.text.utf8.count
      if length > longestPage {
        parts.append([])
        length = section.text.utf8.count
      }
      parts[parts.count - 1].append(section.setting)
    }
    return parts.enumerated().map { number, settings in
      let name = number == 0 ? family : "\(family)-part-\(number + 1)"
      return FamilyPage(
        family: family, path: "families/\(name).md", settings: settings,
        text: text(name, settings))
    }
  }

  private func text(_ name: String, _ settings: [Setting]) -> String {
    let optimizees = Dictionary(grouping: settings, by: \.optimizee)
    let sections = settings.map(\.optimizee).uniqued().map { optimizee in
      optimizeeSection(optimizees[optimizee] ?? [], root: "../")
    }
    let back = "[\(manifest.suite)](../report.md)"
    return "# \(name)\n\nA part of the report of \(back), "
      + "with [how to read the numbers](../report.md#\(Markdown.anchor(Self.readingTitle))).\n\n"
      + matrix(settings) + "\n" + sections.joined(separator: "\n")
  }

  /// In the place of the matrix: a line for each page with the verdicts on it.
  func familySection(_ pages: [FamilyPage]) -> String {
    "## Families\n\nMatrix, figures and tables have a page for each family of optimizees.\n\n"
      + Markdown.table(
        [("page", .left), ("settings", .right), ("verdicts of learned optimizers", .left)],
        rows: pages.map { page in
          let verdicts = page.settings.flatMap { rows(of: $0) }.compactMap(\.verdict)
          return [
            "[\(page.path.dropFirst("families/".count).dropLast(".md".count))](\(page.path))",
            "\(page.settings.count)", VerdictCounts(verdicts).text(),
          ]
        })
  }
}
