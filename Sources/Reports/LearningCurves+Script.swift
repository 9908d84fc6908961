import Statistics

extension LearningCurves {
  /// One line for each number of updates: of each curve the mean, of a band its ends, and the interval
  /// of the final loss in the last line.
  func data() -> String {
    let columns = curves.flatMap(\.columns)
    return CSV.table(
      header: ["updates"] + columns.map(\.title),
      rows: updates.indices.lazy.map { place in
        ["\(updates[place])"] + columns.map { CSV.number($0.value(place)) }
      })
  }

  func script() -> String {
    Gnuplot.head(name: name, size: (880, 500)) + Gnuplot.title(title)
      + Gnuplot.labels(x: "updates", y: "loss") + Gnuplot.legend
      + Gnuplot.logarithmicAxis(spanning: comparedValues)
      + "set xrange [0:\(1.08 * Double(horizon))]\n" + Gnuplot.plot(plotted())
  }

  /// What the y axis spans: our curves without their first twentieth, the second half of the published
  /// ones, and the final losses. A first spike would leave little of the axis for what is compared.
  private var comparedValues: [Double] {
    curves.flatMap { curve -> [Double] in
      let first = curve.style == .published ? horizon / 2 : horizon / 20
      return zip(updates, curve.smooth ?? curve.means).filter { $0.0 >= first }.compactMap(\.1)
        + (curve.finalLoss.map { [$0.low, $0.high] } ?? [])
    }
  }

  /// Bands and faint lines first, so that lines lie on top; the bars of the final losses side by side
  /// behind the end.
  private func plotted() -> [String] {
    var column = 2
    var (bands, faint, lines, bars) = ([String](), [String](), [String](), [String]())
    let source = "'\(name).csv' using 1:"
    let thinned = window > 1 ? "\(max(1, updates.count / 500))" : ""
    for curve in curves {
      let color = "rgb '\(curve.hue)'"
      let width = curve.style == .learned ? "2.5" : "1.5"
      let dashes = curve.style == .published ? " dashtype 2" : ""
      let titles = curve.columns.map(\.title)
      func place(_ title: String) -> Int? { titles.firstIndex(of: title).map { column + $0 } }
      lines.append(
        "\(source)\(place(curve.smoothTitle) ?? column) every \(thinned)::1 with lines "
          + "linecolor \(color) linewidth \(width)\(dashes) title '\(Gnuplot.quoted(curve.label))'")
      if curve.smooth != nil {
        faint.append(
          "\(source)\(column) every \(thinned)::1 with lines "
            + "linecolor rgb '#CC\(curve.hue.dropFirst())' linewidth 0.5")
      }
      if let low = place(curve.bandTitles[0]) {
        bands.append(
          "\(source)\(low):\(low + 1) every \(thinned)::1 with filledcurves fillcolor \(color) "
            + "fillstyle transparent solid 0.25 noborder")
      }
      if let low = place(curve.finalTitles[0]) {
        let x = "($1 + \(Double(horizon) * (0.01 + 0.008 * Double(bars.count))))"
        bars.append(
          "'\(name).csv' using \(x):\(low):(0):($\(low + 1) - $\(low)) every ::1 "
            + "with vectors nohead linecolor \(color) linewidth 2.5")
      }
      column += titles.count
    }
    return bands + faint + lines + bars
  }
}

extension LearningCurves.Curve {
  fileprivate var smoothTitle: String { "\(label) running mean" }
  fileprivate var bandTitles: [String] { ["\(label) low", "\(label) high"] }
  fileprivate var finalTitles: [String] { ["\(label) final low", "\(label) final high"] }

  fileprivate var columns: [(title: String, value: (Int) -> Double?)] {
    var all: [(title: String, value: (Int) -> Double?)] = [(label, { means[$0] })]
    if let smooth { all.append((smoothTitle, { smooth[$0] })) }
    if let band {
      all += [(bandTitles[0], { band[$0]?.low }), (bandTitles[1], { band[$0]?.high })]
    }
    if let finalLoss {
      let last = means.count - 1
      all += [
        (finalTitles[0], { $0 == last ? finalLoss.low : nil }),
        (finalTitles[1], { $0 == last ? finalLoss.high : nil }),
      ]
    }
    return all
  }
}
