import Results
import Statistics

/// Learning curves on one optimizee and horizon: the mean loss of each optimizer after 0, 1, …,
/// horizon updates, and the published curves.
struct Figure {
  var name: String
  var title: String
  var horizon: Int
  var curves: [Curve]

  struct Curve {
    var label: String
    var hue: String
    var style: Style
    /// By number of updates; absent where nothing is known.
    var points: [Entrant.CurvePoint?]
  }

  enum Style {
    case learned
    case handDesigned
    case published
  }

  init(setting: Setting, palette: Palette, published: [PublishedFigure]) {
    name = setting.name
    title = "\(setting.optimizee), \(setting.horizon) updates"
    horizon = setting.horizon
    curves = setting.entrants.map { entrant in
      Curve(
        label: entrant.optimizer, hue: palette.hue(of: entrant.optimizer),
        style: entrant.kind == .learned ? .learned : .handDesigned,
        points: entrant.learningCurve)
    }
    curves = curves.filter { !$0.points.isEmpty }
    curves.sort { Self.finalLoss($0) > Self.finalLoss($1) }
    for curve in published.flatMap(\.curves) {
      var points = [Entrant.CurvePoint?](repeating: nil, count: setting.horizon + 1)
      for (update, loss) in zip(curve.updates, curve.losses) where points.indices.contains(update) {
        points[update] = Entrant.CurvePoint(mean: loss, low: loss, high: loss)
      }
      curves.append(
        Curve(
          label: "\(curve.optimizer) (published)",
          hue: palette.hue(of: curve.optimizer.lowercased()), style: .published, points: points))
    }
  }

  /// The legend lists the curves from the top down, as they end.
  private static func finalLoss(_ curve: Curve) -> Double { (curve.points.last ?? nil)?.mean ?? 0 }
}

extension Figure {
  /// One line for each number of updates; a learned optimizer has three columns: the mean over
  /// meta-seeds, the smallest and the largest.
  func data() -> String {
    let header = curves.flatMap { curve in
      curve.style == .learned
        ? [curve.label, "\(curve.label) low", "\(curve.label) high"] : [curve.label]
    }
    return CSV.table(
      header: (["updates"] + header).joined(separator: ","),
      rows: (0...horizon).map { update in
        ["\(update)"]
          + curves.flatMap { curve in
            let point = curve.points[update]
            let mean = CSV.number(point?.mean)
            return curve.style == .learned
              ? [mean, CSV.number(point?.low), CSV.number(point?.high)] : [mean]
          }
      })
  }

  /// Draws `<name>.svg` from `<name>.csv`, both beside it. The background is left transparent and the
  /// text is grey, for pages light and dark.
  func script() -> String {
    let head = """
      # Draws \(name).svg: gnuplot \(name).gp, in this folder.
      set terminal svg size 880,500 dynamic noenhanced font 'sans-serif,14' linewidth 1.5
      set output '\(name).svg'
      set datafile separator comma
      set datafile missing ''
      set title '\(Self.quoted(title))' textcolor rgb '\(Palette.text)'
      set border 3 linecolor rgb '\(Palette.text)'
      set tics nomirror out textcolor rgb '\(Palette.text)'
      set xlabel 'updates' textcolor rgb '\(Palette.text)'
      set ylabel 'loss' textcolor rgb '\(Palette.text)'
      set key outside right center noautotitle reverse Left textcolor rgb '\(Palette.text)'
      set grid ytics linecolor rgb '\(Palette.text)' linewidth 0.3 dashtype 3
      set logscale y
      set format y '%g'
      set xrange [0:\(horizon)]

      """ + axis()
    let lines = plotted()
    return head + "plot " + (lines.isEmpty ? "NaN" : lines.joined(separator: ", \\\n  ")) + "\n"
  }

  private func axis() -> String {
    let points = curves.flatMap(\.points).compactMap(\.self)
    let axis = LogAxis(spanning: points.flatMap { [$0.mean, $0.low, $0.high] })
    guard let axis else { return "set yrange [0.1:10]\n" }
    return "set yrange [\(axis.low):\(axis.high)]\n"
      + "set ytics (\(axis.labels.joined(separator: ", ")))\n"
  }

  /// Bands first, so that lines lie on top; column numbers as in `data`.
  private func plotted() -> [String] {
    var column = 2
    var bands: [String] = []
    var lines: [String] = []
    for curve in curves {
      let title = Self.quoted(curve.label)
      let color = "linecolor rgb '\(curve.hue)'"
      switch curve.style {
      case .learned:
        bands.append(
          "'\(name).csv' using 1:\(column + 1):\(column + 2) every ::1 with filledcurves "
            + "fillcolor rgb '\(curve.hue)' fillstyle transparent solid 0.25 noborder")
        lines.append(line(column, "\(color) linewidth 2.5 title '\(title)'"))
        column += 3
      case .handDesigned:
        lines.append(line(column, "\(color) linewidth 1.5 title '\(title)'"))
        column += 1
      case .published:
        lines.append(line(column, "\(color) linewidth 1.5 dashtype 2 title '\(title)'"))
        column += 1
      }
    }
    return bands + lines
  }

  /// `every ::1` skips the header.
  private func line(_ column: Int, _ style: String) -> String {
    "'\(name).csv' using 1:\(column) every ::1 with lines \(style)"
  }

  /// Inside gnuplot's single quotes a quote is doubled.
  private static func quoted(_ text: String) -> String { text.replacing("'", with: "''") }
}
