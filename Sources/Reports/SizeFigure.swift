import Results
import Statistics

/// Final loss against the number of hidden units, one panel for each number of layers, with published
/// points dashed: figure 6 of the paper.
struct SizeFigure {
  var family: String
  var horizon: Int
  var series: [Series]

  /// One optimizer's points on networks of one depth, by increasing units.
  struct Series {
    var label: String
    var hue: String
    var isPublished: Bool
    var isLearned: Bool
    var layers: Int
    var points: [Point]
  }

  struct Point {
    var units: Int
    var mean: Double
    var interval: Interval?
  }

  /// A figure for each family and horizon with at least this many sizes of one depth.
  private static let sizes = 3

  static func all(
    rows: [FinalLossRow], palette: Palette, published: [PublishedFinalLosses]
  ) -> [SizeFigure] {
    var places: [(family: String, horizon: Int)] = []
    for row in rows {
      guard let network = HiddenLayers(optimizee: row.optimizee) else { continue }
      if !places.contains(where: { $0 == (network.family, row.horizon) }) {
        places.append((network.family, row.horizon))
      }
    }
    return places.compactMap { family, horizon in
      let figure = SizeFigure(
        family: family, horizon: horizon,
        series: ours(rows.filter { $0.horizon == horizon }, family: family, palette: palette)
          + theirs(
            published.filter { $0.horizon == horizon }, family: family, palette: palette))
      return figure.series.contains { !$0.isPublished && $0.points.count >= sizes } ? figure : nil
    }
  }

  private static func ours(_ rows: [FinalLossRow], family: String, palette: Palette) -> [Series] {
    var all: [Series] = []
    for row in rows where row.mean < .infinity {
      guard let network = HiddenLayers(optimizee: row.optimizee), network.family == family
      else { continue }
      add(
        Point(units: network.units, mean: row.mean, interval: row.meanInterval),
        to: Series(
          label: row.optimizer, hue: palette.hue(of: row.optimizer), isPublished: false,
          isLearned: row.kind == .learned, layers: network.layers, points: []), in: &all)
    }
    return all.filter(\.isLearned) + all.filter { !$0.isLearned }
  }

  private static func theirs(
    _ published: [PublishedFinalLosses], family: String, palette: Palette
  ) -> [Series] {
    var all: [Series] = []
    for point in published.flatMap(\.points) {
      guard let network = HiddenLayers(optimizee: point.optimizee), network.family == family
      else { continue }
      add(
        Point(units: network.units, mean: point.loss),
        to: Series(
          label: "\(point.optimizer) (published)", hue: palette.hue(ofPublished: point.optimizer),
          isPublished: true, isLearned: false, layers: network.layers, points: []), in: &all)
    }
    return all
  }

  private static func add(_ point: Point, to series: Series, in all: inout [Series]) {
    let place = all.firstIndex { $0.label == series.label && $0.layers == series.layers }
    let index = place ?? all.endIndex
    if place == nil { all.append(series) }
    all[index].points.append(point)
    all[index].points.sort { $0.units < $1.units }
  }
}

extension SizeFigure {
  var figure: Figure {
    Figure(
      name: "\(family)-units-\(horizon)",
      title: "Final loss of \(family) against hidden units, \(horizon) updates",
      heading: heading(layers: depths.first ?? 1), data: data(), script: script())
  }

  private var name: String { "\(family)-units-\(horizon)" }
  /// Depths of which there are several sizes.
  private var depths: [Int] {
    Set(series.filter { $0.points.count > 1 }.map(\.layers)).sorted()
  }

  /// One block of lines a series, two empty lines between blocks, as gnuplot's `index` counts them.
  private func data() -> String {
    series.map { series in
      CSV.table(
        header: ["optimizer", "layers", "units", "mean", "mean_low", "mean_high"],
        rows: series.points.map { point in
          [
            series.label, "\(series.layers)", "\(point.units)", CSV.number(point.mean),
            CSV.number(finite(point.interval?.low) ?? point.mean),
            CSV.number(finite(point.interval?.high) ?? point.mean),
          ]
        })
    }.joined(separator: "\n\n")
  }

  private func finite(_ value: Double?) -> Double? {
    value.flatMap { $0 < .infinity ? $0 : nil }
  }

  private func heading(layers: Int) -> String {
    "\(family), \(Markdown.count(layers, "layer")), \(horizon) updates"
  }

  private func script() -> String {
    let points = series.flatMap(\.points)
    let values =
      points.flatMap { [$0.mean, finite($0.interval?.low) ?? $0.mean] }
      + points.compactMap { finite($0.interval?.high) }
    var text =
      Gnuplot.head(name: name, size: (80 + 420 * depths.count, 640))
      + "set multiplot layout 1,\(depths.count)\n" + Gnuplot.logarithmicAxis(spanning: values)
      + "set key below center maxrows 4 height 1 noautotitle reverse Left textcolor rgb '\(Palette.text)'\n"
    for layers in depths {
      let units = series.filter { $0.layers == layers }.flatMap(\.points).map(\.units)
      let (least, most) = (units.min() ?? 0, units.max() ?? 1)
      let margin = max(1, (most - least) / 20)
      text +=
        Gnuplot.title(heading(layers: layers))
        + Gnuplot.labels(x: "hidden units in a layer", y: "final loss")
        + "set xrange [\(least - margin):\(most + margin)]\n"
        + Gnuplot.plot(plotted(layers: layers))
    }
    return text + "unset multiplot\n"
  }

  /// Lines, then the intervals of ours.
  private func plotted(layers: Int) -> [String] {
    let shown = series.indices.filter { series[$0].layers == layers }
    func line(_ index: Int, _ columns: String, _ style: String) -> String {
      "'\(name).csv' index \(index) using \(columns) every ::1 with \(style) "
        + "linecolor rgb '\(series[index].hue)'"
    }
    return shown.map { index in
      let width = series[index].isLearned ? "2.5" : "1.5"
      let dashes = series[index].isPublished ? " dashtype 2" : ""
      let title = Gnuplot.quoted(series[index].label)
      return line(index, "3:4", "lines") + " linewidth \(width)\(dashes) title '\(title)'"
    }
      + shown.filter { !series[$0].isPublished }.map { index in
        line(index, "3:5:(0):($6 - $5)", "vectors nohead") + " linewidth 3.5"
      }
  }
}
