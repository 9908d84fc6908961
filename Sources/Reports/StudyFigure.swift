import Results

/// Bias and noise of every estimator against the number of windows, side by side.
struct StudyFigure {
  private let study: StudyResult
  private let rows: [StudyRow]
  private let estimators: [String]

  init(_ study: StudyResult) {
    self.study = study
    rows = StudyRow.all(of: [study])
    estimators = study.rows.map(\.estimator).uniqued()
  }

  private static let hues = [
    "#404040", "#D55E00", "#0072B2", "#117733", "#AA4499", "#B07D00", "#666666",
  ]

  var figure: Figure {
    Figure(
      name: name,
      title: "Bias and noise of estimators against windows, `\(study.optimizer)` \(study.point)",
      heading: heading("bias"), data: data(), script: script())
  }

  private var name: String { "estimators-\(study.optimizer)-\(study.point)" }

  private func heading(_ what: String) -> String {
    "\(what), \(study.optimizer) \(study.point), \(study.horizon) updates"
  }

  private func rows(of estimator: String) -> [StudyRow] {
    rows.filter { $0.row.estimator == estimator }.sorted { $0.row.windows < $1.row.windows }
  }

  /// One block of lines an estimator, two empty lines between blocks, as gnuplot's `index` counts them.
  /// One that has no windows is drawn over all numbers of them.
  private func data() -> String {
    let numbers = rows.map(\.row.windows).uniqued().sorted()
    return estimators.map { estimator in
      let own = rows(of: estimator)
      let drawn = own.count == 1 ? numbers.map { ($0, own[0]) } : own.map { ($0.row.windows, $0) }
      return CSV.table(
        header: ["estimator", "windows", "bias", "bias_low", "bias_high", "noise"],
        rows: drawn.map { windows, row in
          [
            estimator, "\(windows)", CSV.number(row.shownBias), CSV.number(row.shownLow),
            CSV.number(row.bias?.high), CSV.number(row.row.variance.map { $0.value.squareRoot() }),
          ]
        })
    }.joined(separator: "\n\n")
  }

  private func script() -> String {
    let numbers = rows.map(\.row.windows).uniqued().sorted()
    let noise = rows.compactMap { $0.row.variance.map { $0.value.squareRoot() } }
    let biases = rows.flatMap { row in
      [row.shownBias, row.bias?.high].compactMap { $0 }.filter { $0 > 0 }
    }
    return Gnuplot.head(name: name, size: (920, 560)) + "set multiplot layout 1,2\n"
      + "set key below center maxrows 5 height 1 noautotitle reverse Left textcolor rgb"
      + " '\(Palette.text)'\nset logscale x\n"
      + "set xrange [\(0.8 * Double(numbers.first ?? 1)):\(1.25 * Double(numbers.last ?? 1))]\n"
      + "set xtics (\(numbers.map { "\($0)" }.joined(separator: ", ")))\n"
      + panel(
        heading("bias"), y: "distance from the reference / its length", of: biases, bars: true)
      + panel(heading("noise"), y: "standard deviation / length of the reference", of: noise)
      + "unset multiplot\n"
  }

  private func panel(_ title: String, y: String, of values: [Double], bars: Bool = false) -> String
  {
    let column = bars ? 3 : 6
    let lines = estimators.enumerated().flatMap { index, estimator in
      let hue = Self.hues[index % Self.hues.count]
      let source = "'\(name).csv' index \(index) using "
      let shared = "linecolor rgb '\(hue)'"
      let line =
        "\(source)2:\(column) every ::1 with linespoints \(shared) linewidth 1.5 pointtype 7"
        + " pointsize 0.5 title '\(Gnuplot.quoted(estimator))'"
      return bars
        ? [
          line, "\(source)2:4:(0):($5 - $4) every ::1 with vectors nohead \(shared) linewidth 2.5",
        ]
        : [line]
    }
    return Gnuplot.title(title) + Gnuplot.labels(x: "windows of an episode", y: y)
      + Gnuplot.logarithmicAxis(spanning: values) + Gnuplot.plot(lines)
  }
}

extension StudyRow {
  /// Below this nothing is drawn.
  private static let floor = 0.001

  /// On a logarithmic axis: nothing where the bias cannot be told from 0.
  fileprivate var shownBias: Double? { bias.flatMap { $0.low > 0 ? $0.value : nil } }

  fileprivate var shownLow: Double? { bias.map { max($0.low, Self.floor) } }
}
