import Results
import Statistics

/// The curves of one optimizee and horizon: the mean loss of each optimizer after 0, 1, …, horizon
/// updates with what the records tell of its uncertainty, and the published curves.
struct LearningCurves {
  var name: String
  var title: String
  var horizon: Int
  var curves: [Curve]

  struct Curve {
    var label: String
    var hue: String
    var style: Style
    /// By number of updates; absent where nothing is known.
    var means: [Double?]
    /// 95 % interval over meta-seeds, by number of updates; absent for a single run.
    var band: [Interval]?
    /// 95 % interval of the final loss over meta-seeds and functions; absent unless finite.
    var finalLoss: Interval?
  }

  enum Style {
    case learned
    case handDesigned
    case published
  }

  init(
    setting: Setting, rows: [FinalLossRow], palette: Palette, published: [PublishedFigure],
    suiteSeed: UInt64
  ) {
    name = setting.name
    title = "\(setting.optimizee), \(setting.horizon) updates"
    horizon = setting.horizon
    let bootstrap = HierarchicalBootstrap(functions: 1, suiteSeed: suiteSeed)
    curves = setting.entrants.map { entrant in
      let interval = rows.first { $0.optimizer == entrant.optimizer }?.meanInterval
      return Curve(
        label: entrant.optimizer, hue: palette.hue(of: entrant.optimizer),
        style: entrant.kind == .learned ? .learned : .handDesigned,
        means: entrant.learningCurve,
        band: entrant.trajectories.isEmpty ? nil : bootstrap.band(ofRows: entrant.trajectories),
        finalLoss: interval.flatMap { $0.high < .infinity ? $0 : nil })
    }
    curves = curves.filter { !$0.means.isEmpty }
    curves.sort { Self.end($0) > Self.end($1) }
    for curve in published.flatMap(\.curves) {
      var means = [Double?](repeating: nil, count: setting.horizon + 1)
      for (update, loss) in zip(curve.updates, curve.losses) where means.indices.contains(update) {
        means[update] = loss
      }
      curves.append(
        Curve(
          label: "\(curve.optimizer) (published)", hue: palette.hue(ofPublished: curve.optimizer),
          style: .published, means: means))
    }
  }

  /// The legend lists the curves from the top down, as they end.
  private static func end(_ curve: Curve) -> Double { (curve.means.last ?? nil) ?? 0 }
}

extension LearningCurves {
  var figure: Figure { Figure(name: name, title: title, data: data(), script: script()) }

  /// One line for each number of updates: of each curve the mean, of a band its ends, and the interval
  /// of the final loss in the last line.
  private func data() -> String {
    CSV.table(
      header: (["updates"] + curves.flatMap { $0.columns.map(\.title) }).joined(separator: ","),
      rows: (0...horizon).map { update in
        ["\(update)"]
          + curves.flatMap { $0.columns.map { column in CSV.number(column.value(update)) } }
      })
  }

  private func script() -> String {
    Gnuplot.head(name: name, size: (880, 500)) + Gnuplot.title(title)
      + Gnuplot.labels(x: "updates", y: "loss") + Gnuplot.legend
      + Gnuplot.logarithmicAxis(spanning: curves.flatMap(\.drawnValues))
      + "set xrange [0:\(1.08 * Double(horizon))]\n" + Gnuplot.plot(plotted())
  }

  /// Bands first, so that lines lie on top; the bars of the final losses side by side behind the end.
  private func plotted() -> [String] {
    var column = 2
    var (bands, lines, bars) = ([String](), [String](), [String]())
    let source = "'\(name).csv' using 1:"
    for curve in curves {
      let color = "rgb '\(curve.hue)'"
      let width = curve.style == .learned ? "2.5" : "1.5"
      let dashes = curve.style == .published ? " dashtype 2" : ""
      lines.append(
        "\(source)\(column) every ::1 with lines linecolor \(color) linewidth \(width)\(dashes) "
          + "title '\(Gnuplot.quoted(curve.label))'")
      if curve.band != nil {
        bands.append(
          "\(source)\(column + 1):\(column + 2) every ::1 with filledcurves fillcolor \(color) "
            + "fillstyle transparent solid 0.25 noborder")
      }
      if curve.finalLoss != nil {
        let low = column + curve.columns.count - 2
        let place = "($1 + \(Double(horizon) * (0.01 + 0.008 * Double(bars.count))))"
        bars.append(
          "'\(name).csv' using \(place):\(low):(0):($\(low + 1) - $\(low)) every ::1 "
            + "with vectors nohead linecolor \(color) linewidth 2.5")
      }
      column += curve.columns.count
    }
    return bands + lines + bars
  }
}

extension LearningCurves.Curve {
  fileprivate var columns: [(title: String, value: (Int) -> Double?)] {
    var all: [(title: String, value: (Int) -> Double?)] = [(label, { means[$0] })]
    if let band {
      all += [("\(label) low", { band[$0].low }), ("\(label) high", { band[$0].high })]
    }
    if let finalLoss {
      let last = means.count - 1
      all += [
        ("\(label) final low", { $0 == last ? finalLoss.low : nil }),
        ("\(label) final high", { $0 == last ? finalLoss.high : nil }),
      ]
    }
    return all
  }

  fileprivate var drawnValues: [Double] {
    means.compactMap(\.self) + (band ?? []).flatMap { [$0.low, $0.high] }
      + (finalLoss.map { [$0.low, $0.high] } ?? [])
  }
}
