import Results
import Statistics

extension Report {
  /// What tuning, meta-training and evaluation left, row by row.
  func runTables() -> [Table] {
    [
      tuningTable(), searchedTuningTable(), metaTrainingTable(), metaValidationTable(),
      searchTable(), studyTable(), divergencesTable(), secondOrderTable(), recordsTable(),
    ]
  }

  private func tuningTable() -> Table {
    typealias Row = (tuning: TuningResult, point: TuningResult.Point)
    return Table(
      "tuning", row: "learning rate tried",
      columns: [
        Column<Row>("optimizee", "name of the family of functions") { $0.tuning.optimizee },
        Column<Row>("horizon", "number of updates", count: \.tuning.horizon),
        Column<Row>("optimizer", "the hand-designed optimizer") { $0.tuning.optimizer },
        Column<Row>("functions", "meta-validation functions", count: \.tuning.functions),
        Column<Row>("learning_rate", "the one tried", number: \.point.learningRate),
        Column<Row>(
          "mean_final_loss", "on these functions; empty with a divergence",
          number: \.point.meanFinalLoss),
        Column<Row>("diverged", "functions on which it diverged", count: \.point.diverged),
        Column<Row>("chosen", "whether it is the one used on meta-test functions") {
          CSV.flag($0.point.learningRate == $0.tuning.learningRate)
        },
        Column<Row>(
          "at_edge", "whether the chosen one is the lowest or highest tried",
          flag: \.tuning.isAtEdge),
        Column<Row>("widenings", "how often the grid was widened", count: \.tuning.widenings),
        Column<Row>(
          "gradient_evaluations", "of the whole tuning", count: \.tuning.gradientEvaluations),
      ],
      rows: contents.tunings.map(\.result).flatMap { tuning in tuning.curve.map { (tuning, $0) } })
  }

  private func metaTrainingTable() -> Table {
    typealias Row = (run: MetaTrainingResult, number: Int, epoch: MetaTrainingResult.Epoch)
    return Table(
      "meta-training", row: "epoch of a meta-training run",
      columns: [
        Column<Row>("optimizer", "the learned optimizer") { $0.run.optimizer },
        Column<Row>("optimizee", "what it was meta-trained on") { $0.run.optimizee },
        Column<Row>("meta_seed", "which run", count: \.run.metaSeed),
        Column<Row>("meta_learning_rate", "of the run", number: \.run.metaLearningRate),
        Column<Row>("epoch", "0 is the untrained optimizer", count: \.number),
        Column<Row>("meta_steps", "taken when the epoch ended", count: \.epoch.metaSteps),
        Column<Row>(
          "training_loss", "mean loss over its episodes; empty for epoch 0",
          number: \.epoch.trainingLoss),
        Column<Row>(
          "validation_loss",
          "mean final loss on meta-validation functions; empty with a divergence; of several"
            + " measurements their geometric mean",
          number: \.epoch.validationLoss),
        Column<Row>(
          "largest_meta_gradient_norm", "in the epoch, before clipping",
          number: \.epoch.largestMetaGradientNorm),
        Column<Row>("best", "whether its optimizer is the one kept") {
          CSV.flag($0.number == $0.run.bestEpoch)
        },
        Column<Row>("stopped", "why the run ended") { $0.run.stopped },
        Column<Row>(
          "skipped_windows", "of the run: windows whose metaGradient was not finite",
          count: \.run.skippedWindows),
        Column<Row>("optimizer_file", "its file in `optimizers/`") { $0.run.optimizerFile },
      ],
      rows: contents.metaTrainings.map(\.result).flatMap { run in
        run.epochs.enumerated().map { (run, $0.offset, $0.element) }
      })
  }

  /// Of meta-training runs alone whose epochs were measured in several ways.
  private func metaValidationTable() -> Table {
    typealias Row = (
      run: MetaTrainingResult, epoch: Int, optimizee: String, horizon: Int, loss: Double?
    )
    return Table(
      "meta-validation", row: "measurement of an epoch that has several", onlyWithRows: true,
      columns: [
        Column<Row>("optimizer", "the learned optimizer") { $0.run.optimizer },
        Column<Row>("meta_seed", "which run", count: \.run.metaSeed),
        Column<Row>("epoch", "0 is the untrained optimizer", count: \.epoch),
        Column<Row>("optimizee", "the family of the functions") { $0.optimizee },
        Column<Row>("horizon", "number of updates", count: \.horizon),
        Column<Row>(
          "validation_loss", "mean final loss on these functions; empty with a divergence",
          number: \.loss),
      ],
      rows: contents.metaTrainings.map(\.result).flatMap { run in
        run.epochs.enumerated().flatMap { number, epoch in
          zip(run.validation ?? [], epoch.validationLosses ?? []).map { part, loss in
            (run, number, part.optimizee, part.horizon ?? epoch.validationHorizon ?? 0, loss)
          }
        }
      })
  }

  private func searchTable() -> Table {
    Table(
      "search", row: "candidate of the search for a meta learning rate",
      columns: [
        Column<SearchResult>("optimizer", "the learned optimizer") { $0.optimizer },
        Column<SearchResult>("optimizee", "what it is meta-trained on") { $0.optimizee },
        Column<SearchResult>("candidate", "which candidate", count: \.candidate),
        Column<SearchResult>(
          "meta_learning_rate", "of the candidate", number: \.metaLearningRate),
        Column<SearchResult>(
          "validation_loss",
          "mean final loss on meta-validation functions; empty with a divergence",
          number: \.validationLoss),
        Column<SearchResult>("meta_steps", "taken", count: \.metaSteps),
      ],
      rows: contents.searches.map(\.result))
  }

  private func divergencesTable() -> Table {
    typealias Row = (result: EvaluationResult, divergence: EvaluationResult.Divergence)
    return Table(
      "divergences", row: "diverged episode",
      columns: [
        Column<Row>("optimizee", "name of the family of functions") { $0.result.optimizee },
        Column<Row>("horizon", "number of updates", count: \.result.horizon),
        Column<Row>("optimizer", "name") { $0.result.optimizer },
        Column<Row>("meta_seed", "empty for a hand-designed optimizer", count: \.result.metaSeed),
        Column<Row>("function", "which meta-test function", count: \.divergence.function),
        Column<Row>(
          "first_bad_step",
          "updates after which the loss first was not finite or beyond the divergence limit",
          count: \.divergence.firstBadStep),
      ],
      rows: contents.settings.flatMap(\.entrants).flatMap(\.evaluations).map(\.result)
        .flatMap { result in result.divergences.map { (result, $0) } })
  }

  private func secondOrderTable() -> Table {
    typealias Row = (setting: Setting, entrant: Entrant)
    return Table(
      "second-order-reference", row: "minimiser of GSL on an optimizee at a horizon",
      columns: [
        Column<Row>("optimizee", "name of the family of functions") { $0.setting.optimizee },
        Column<Row>("horizon", "number of updates", count: \.setting.horizon),
        Column<Row>("optimizer", "name of the minimiser") { $0.entrant.optimizer },
        Column<Row>("functions", "meta-test functions", count: \.entrant.finalLosses.functions),
        Column<Row>("mean", "mean final loss, in two digits") {
          CSV.coarseNumber(Summary.mean($0.entrant.finalLosses.values))
        },
        Column<Row>("median", "likewise") {
          CSV.coarseNumber(Summary.median($0.entrant.finalLosses.values))
        },
        Column<Row>("interquartile_mean", "likewise") {
          CSV.coarseNumber(Summary.interquartileMean($0.entrant.finalLosses.values))
        },
        Column<Row>(
          "diverged", "functions on which it diverged", count: \.entrant.finalLosses.diverged),
      ],
      rows: contents.minimiserSettings.flatMap { setting in setting.entrants.map { (setting, $0) } }
    )
  }

  /// The file of each cell that has one, in the order of the plan.
  private func recordsTable() -> Table {
    typealias Row = (cell: Manifest.Cell, file: String)
    return Table(
      "records", row: "finished cell",
      columns: [
        Column<Row>("cell", "what it did") { $0.cell.label },
        Column<Row>("key", "SHA-256 of everything it depends on") { $0.cell.key },
        Column<Row>(
          "external", "whether its bits are not ours: not in the digest", flag: \.cell.external),
        Column<Row>("file", "its record, inside the results folder") { $0.file },
      ],
      rows: manifest.cells.compactMap { cell in recordFiles[cell.key].map { (cell, $0) } })
  }
}

extension TuningResult {
  /// True when no learning rate beyond the chosen one was tried, on one side.
  var isAtEdge: Bool {
    learningRate == curve.first?.learningRate || learningRate == curve.last?.learningRate
  }
}
