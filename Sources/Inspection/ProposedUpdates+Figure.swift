import Reports
import Statistics

extension ProposedUpdates {
  public static let name = "proposed-updates"

  /// One line for each panel and swept gradient.
  public func data() -> String {
    let names = entrants.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
    var text = (["updates", "gradient"] + names).joined(separator: ",") + "\n"
    for panel in panels {
      for (index, gradient) in sweep.enumerated() {
        let values = [gradient] + panel.proposals.map { $0[index] }
        let fields = values.map { Double($0).text(digits: 5) }
        text += (["\(panel.updates)"] + fields).joined(separator: ",") + "\n"
      }
    }
    return text
  }

  /// Draws `proposed-updates.svg` from `proposed-updates.csv`, both beside it: a panel for each number
  /// of updates, the gradient really met there a vertical line, and the legend in the last.
  public func script(title: String) -> String {
    let grey = "rgb '\(Palette.text)'"
    let head = """
      # Draws \(Self.name).svg: gnuplot -d \(Self.name).gp, in this folder.
      set terminal svg size 1000,560 dynamic noenhanced font 'sans-serif,12' linewidth 1.5 \
      \(Gnuplot.background)
      set output '\(Self.name).svg'
      set datafile separator comma
      set datafile missing 'nan'
      set multiplot layout 2,4 title '\(Gnuplot.quoted(title))' textcolor \(grey)
      set border 3 linecolor \(grey)
      set tics nomirror out textcolor \(grey)
      set xzeroaxis linecolor \(grey) linewidth 0.3
      set yzeroaxis linecolor \(grey) linewidth 0.3
      set xlabel 'gradient' textcolor \(grey)
      set ylabel 'update' textcolor \(grey)
      set format y '%g'
      unset key

      """ + axis()
    let legend = """
      unset arrow
      unset border
      unset tics
      unset xlabel
      unset ylabel
      unset title
      unset xzeroaxis
      unset yzeroaxis
      unset nonlinear x
      set xrange [0:1]
      set yrange [0:1]
      set key center center reverse Left samplen 2 textcolor \(grey)
      \(plot(entrants.indices.map { "NaN with lines \(style($0)) title '\(Gnuplot.quoted(entrants[$0]))'" }
        + ["NaN with lines linecolor \(grey) title 'the gradient met'"]))
      unset multiplot

      """
    return head + panels.map(drawn).joined() + legend
  }

  private func drawn(_ panel: Panel) -> String {
    let seen = Double(panel.seen).text(digits: 5)
    let met =
      "set arrow from first \(seen), graph 0 to first \(seen), graph 1 nohead "
      + "linecolor rgb '\(Palette.text)'"
    let lines = entrants.indices.map { index in
      "'\(Self.name).csv' using ($1==\(panel.updates) ? $2 : NaN):\(index + 3) every ::1 "
        + "with lines \(style(index))"
    }
    return """
      set title 'after \(panel.updates) update\(panel.updates == 1 ? "" : "s")' \
      textcolor rgb '\(Palette.text)'
      unset arrow
      \(panel.seen.isFinite ? met : "")
      \(plot(lines))

      """
  }

  private func plot(_ lines: [String]) -> String { "plot " + lines.joined(separator: ", \\\n  ") }

  /// The learned optimizer comes first; the hues are those of reports.
  private func style(_ entrant: Int) -> String {
    let palette = Palette(
      optimizers: entrants.indices.map { (entrants[$0], $0 == 0 ? .learned : .handDesigned) })
    return "linecolor rgb '\(palette.hue(of: entrants[entrant]))' "
      + "linewidth \(entrant == 0 ? 2.5 : 1.5)"
  }

  /// Linear, or, for a sweep in decades, linear within the smallest magnitude and logarithmic beyond.
  private func axis() -> String {
    let end = Double(sweep.last ?? 1)
    let range = "set xrange [\((-end).text(digits: 5)):\(end.text(digits: 5))]\n"
    let smallest = sweep.lazy.map { Double($0.magnitude) }.filter { $0 > 0 }.min() ?? 1
    var decade = 1.0
    while decade > end { decade /= 10 }
    while decade * 10 <= end { decade *= 10 }
    let leading = end >= 5 * decade ? 5.0 : end >= 2 * decade ? 2.0 : 1.0
    let inDecades = smallest * 500 < end
    let tick = (inDecades ? decade : leading * decade).text(digits: 1)
    let ticks = "set xtics ('-\(tick)' -\(tick), '0' 0, '\(tick)' \(tick))\n"
    guard inDecades else { return range + ticks }
    let scale = smallest.text(digits: 5)
    return "set nonlinear x via asinh(x/\(scale)) inverse \(scale)*sinh(x)\n" + range + ticks
      + "set xlabel 'gradient, logarithmic' textcolor rgb '\(Palette.text)'\n"
  }
}
