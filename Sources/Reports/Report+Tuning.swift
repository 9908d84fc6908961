import Results
import Statistics

extension Report {
  /// The tunings of the learning rate alone, and those of all settings.
  var rateTunings: [TuningResult] { contents.tunings.map(\.result).filter { $0.search == nil } }
  var searchedTunings: [TuningResult] { contents.tunings.map(\.result).filter { $0.search != nil } }

  func tuningSection() -> String {
    guard !contents.tunings.isEmpty else { return "" }
    return "## Tuning\n\n"
      + [rateTuningText(), searchText()].compactMap(\.self).joined(separator: "\n")
  }

  private func rateTuningText() -> String? {
    let tunings = rateTunings
    guard !tunings.isEmpty else { return nil }
    return """
      Learning rates of the hand-designed optimizers, chosen on meta-validation functions. Every rate \
      tried, and what the tuning cost, is in [tables/tuning.csv](tables/tuning.csv). ⚠: chosen at an \
      edge of the rates tried.


      """
        + Markdown.fold(
          Markdown.count(tunings.count, "learning rate"),
          Markdown.table(
            [
              ("optimizee", .left), ("horizon", .right), ("optimizer", .left),
              ("learning rate", .right), ("final loss", .right), ("tried", .right),
            ],
            rows: tunings.map { tuning in
              let chosen = tuning.curve.first { $0.learningRate == tuning.learningRate }
              return [
                "`\(tuning.optimizee)`", "\(tuning.horizon)", "`\(tuning.optimizer)`",
                Markdown.choice(tuning.learningRate) + (tuning.isAtEdge ? " ⚠" : ""),
                Markdown.number(chosen?.meanFinalLoss), "\(tuning.curve.count)",
              ]
            }, limit: Self.longestTable, file: "tables/tuning.csv"))
  }

  private func searchText() -> String? {
    let tunings = searchedTunings
    guard !tunings.isEmpty else { return nil }
    return """
      Optimizers whose name ends in `-tuned` had all settings that their users tune drawn at random, and \
      learned ones those that their rule leaves to its users. All saw the same numbers of chance. The draw \
      with the lowest mean final loss on meta-validation functions is the one used. Every draw is in \
      [tables/random-search.csv](tables/random-search.csv).


      """ + searchCosts(tunings).map { "- \($0)\n" }.joined() + "\n"
        + Markdown.fold(
          Markdown.count(tunings.count, "random search"),
          Markdown.table(
            [
              ("optimizee", .left), ("horizon", .right), ("optimizer", .left),
              ("final loss", .right), ("draws", .right), ("diverged", .right), ("settings", .left),
            ],
            rows: tunings.compactMap { tuning in
              guard let search = tuning.search else { return nil }
              let chosen = search.draws[search.chosen]
              return [
                "`\(tuning.optimizee)`", "\(tuning.horizon)",
                "`\(tuning.optimizer)`" + (search.metaSeed.map { " meta-seed \($0)" } ?? ""),
                Markdown.number(chosen.meanFinalLoss), "\(search.draws.count)",
                "\(search.draws.count { $0.diverged > 0 })", chosen.words(Markdown.choice),
              ]
            }, limit: Self.longestTable, file: "tables/random-search.csv"))
  }

  /// What the search of each optimizer cost, in words.
  private func searchCosts(_ tunings: [TuningResult]) -> [String] {
    tunings.map(\.optimizer).uniqued().map { optimizer in
      let own = tunings.filter { $0.optimizer == optimizer }
      let draws = own.reduce(0) { $0 + ($1.search?.draws.count ?? 0) }
      let evaluations = own.reduce(0) { $0 + $1.gradientEvaluations }
      return "`\(optimizer)`: \(Markdown.count(draws, "draw")) in"
        + " \(Markdown.count(own.count, "search")),"
        + " \(Markdown.count(evaluations, "gradient evaluation"))"
    }
  }

  func searchedTuningTable() -> Table {
    typealias Row = (tuning: TuningResult, search: TuningResult.Search, number: Int)
    func draw(_ row: Row) -> TuningResult.Draw { row.search.draws[row.number] }
    return Table(
      "random-search", row: "draw of a random search for an optimizer's settings",
      onlyWithRows: true,
      columns: [
        Column<Row>("optimizee", "name of the family of functions") { $0.tuning.optimizee },
        Column<Row>("horizon", "number of updates", count: \.tuning.horizon),
        Column<Row>("optimizer", "as tables call it") { $0.tuning.optimizer },
        Column<Row>("rule", "its rule") { $0.search.rule },
        Column<Row>("meta_seed", "empty for a hand-designed optimizer", count: \.search.metaSeed),
        Column<Row>("functions", "meta-validation functions", count: \.tuning.functions),
        Column<Row>("draw", "which draw, from 0", count: \.number),
        Column<Row>(
          "mean_final_loss", "on these functions; empty with a divergence",
          number: { draw($0).meanFinalLoss }),
        Column<Row>(
          "diverged", "functions on which it diverged", count: { draw($0).diverged }),
        Column<Row>(
          "chosen", "whether it is the one used on meta-test functions",
          flag: { $0.number == $0.search.chosen }),
        Column<Row>(
          "gradient_evaluations", "of the whole search", count: \.tuning.gradientEvaluations),
        Column<Row>("settings", "all settings of the rule, by the names of suite files") {
          draw($0).words { CSV.number($0) }
        },
      ],
      rows: searchedTunings.flatMap { tuning in
        tuning.search.map { search in search.draws.indices.map { (tuning, search, $0) } } ?? []
      })
  }
}

extension TuningResult.Draw {
  /// Settings by name, with the learning rate first.
  fileprivate func words(_ number: (Double) -> String) -> String {
    let names = settings.keys.sorted()
    let first = names.filter { $0 == "learningRate" }
    return (first + names.filter { $0 != "learningRate" }).map { name in
      switch settings[name] {
      case .number(let value): "\(name) \(number(value))"
      case .text(let text): "\(name) \(text)"
      case nil: name
      }
    }.joined(separator: ", ")
  }
}
