import Results
import Statistics

extension Report {
  /// Bias and variance of estimators, one study after the other.
  func studySection() -> String {
    guard !contents.studies.isEmpty else { return "" }
    let figures = zip(contents.studies.map(\.result), studyFigures).map { study, figure in
      let square = study.referenceSquare
      let noise = square.map { 100 * $0.error / max($0.value, .leastNormalMagnitude) }
      return "![\(figure.title)](\(figure.path))\n\n"
        + "Reference: \(study.referenceEpisodes) episodes of \(Markdown.count(study.pairs, "pair")),"
        + " \(Markdown.count(study.functions, "function")) each,"
        + " perturbations of \(Markdown.choice(study.standardDeviation)) on"
        + " \(study.metaParameters) metaParameters; its squared length is known to"
        + " \(noise?.text(digits: 2) ?? "–")\u{A0}%.\n\n"
    }.joined()
    return """
      ## Bias and variance of estimators

      An estimator's metaGradients at fixed metaParameters, added over the windows of an episode of \
      \(contents.studies.map { "\($0.result.horizon)" }.uniqued().joined(separator: " or ")) updates. The \
      reference is evolution strategies over whole episodes, on other functions. It has the same \
      smoothing by perturbations, sees all that an update does, and is cut nowhere. *Bias* is the \
      distance of the mean from the reference, *noise* the standard deviation of one episode's sum, both \
      in lengths of the reference, with chance taken out. Bars are 95 % intervals by the jackknife. A bias that cannot be told from 0 has \
      an interval that reaches the lower edge. All numbers are in \
      [tables/estimators.csv](tables/estimators.csv).


      """ + figures + studyMarkdownTable()
  }

  private func studyMarkdownTable() -> String {
    Markdown.table(
      [
        ("optimizer", .left), ("at", .left), ("estimator", .left), ("windows", .right),
        ("bias", .right), ("noise", .right), ("cosine", .right), ("inner steps", .right),
      ],
      rows: StudyRow.all(of: contents.studies.map(\.result)).map { row in
        [
          "`\(row.study.optimizer)`", row.study.point, "`\(row.row.estimator)`",
          "\(row.row.windows)", row.biasInWords,
          Markdown.number(row.row.variance.map { $0.value.squareRoot() }),
          row.row.cosine.map { "\($0.value.text(digits: 3)) ± \($0.error.text(digits: 1))" } ?? "–",
          row.row.innerSteps.map { "\($0)" } ?? "–",
        ]
      }, limit: Self.longestTable, file: "tables/estimators.csv")
  }

  func studyTable() -> Table {
    Table(
      "estimators", row: "estimator and number of windows of a study", onlyWithRows: true,
      columns: StudyRow.columns,
      rows: StudyRow.all(of: contents.studies.map(\.result)))
  }
}

/// A row of `tables/estimators.csv`.
struct StudyRow {
  var study: StudyResult
  var row: StudyResult.Row

  static func all(of studies: [StudyResult]) -> [StudyRow] {
    studies.flatMap { study in study.rows.map { StudyRow(study: study, row: $0) } }
  }

  /// The root of the squared bias, and the ends of its interval.
  var bias: (value: Double, low: Double, high: Double)? {
    guard let square = row.squaredBias else { return nil }
    func root(_ value: Double) -> Double { max(0, value).squareRoot() }
    let half = Self.quantile * square.error
    return (root(square.value), root(square.value - half), root(square.value + half))
  }

  /// Of Student's t with the degrees of freedom that twenty groups leave, at 97.5 %.
  private static let quantile = 2.093

  var biasInWords: String {
    guard let bias else { return "–" }
    return bias.low > 0
      ? "\(bias.value.text(digits: 2)) (\(bias.low.text(digits: 2)) – \(bias.high.text(digits: 2)))"
      : "below \(bias.high.text(digits: 2))"
  }

  static var columns: [Column<StudyRow>] {
    [
      Column("optimizer", "the learned optimizer") { $0.study.optimizer },
      Column("at", "whose metaParameters: `untrained`, or `meta-trained`, of meta-seed 0") {
        $0.study.point
      },
      Column("optimizee", "name of the family of functions") { $0.study.optimizee },
      Column("horizon", "updates of an episode", count: \.study.horizon),
      Column("estimator", "kind") { $0.row.estimator },
      Column("windows", "of an episode", count: \.row.windows),
      Column("episodes", "of the estimator", count: \.row.episodes),
      Column(
        "inner_steps", "of one episode, over all particles and functions", count: \.row.innerSteps),
      Column("bias", "\\|mean − reference\\| / \\|reference\\|; 0 where chance alone is seen") {
        CSV.number($0.bias?.value)
      },
      Column("bias_low", "its 95 % interval") { CSV.number($0.bias?.low) },
      Column("bias_high", "likewise") { CSV.number($0.bias?.high) },
      Column("squared_bias", "without bias, so that chance may make it negative") {
        CSV.number($0.row.squaredBias?.value)
      },
      Column("squared_bias_error", "standard error") { CSV.number($0.row.squaredBias?.error) },
      Column("variance", "of one episode's sum, over \\|reference\\|²") {
        CSV.number($0.row.variance?.value)
      },
      Column("variance_error", "standard error, of the reference alone") {
        CSV.number($0.row.variance?.error)
      },
      Column("cosine", "between mean and reference; empty where a mean is noise") {
        CSV.number($0.row.cosine?.value)
      },
      Column("cosine_error", "standard error") { CSV.number($0.row.cosine?.error) },
      Column("reference_square", "\\|reference\\|²") {
        CSV.number($0.study.referenceSquare?.value)
      },
      Column("reference_square_error", "standard error") {
        CSV.number($0.study.referenceSquare?.error)
      },
    ]
  }
}
