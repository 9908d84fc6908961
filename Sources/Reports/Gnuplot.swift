/// What every figure's script has in common. The background is white on pages light and dark, because
/// no one colour of text is easy to read on both.
package enum Gnuplot {
  /// The first lines of a script that draws `<name>.svg` from `<name>.csv`, both beside it. One gnuplot
  /// may run many scripts: `reset` takes back what the one before has set.
  static func head(name: String, size: (width: Int, height: Int)) -> String {
    """
    # Draws \(name).svg: gnuplot -d \(name).gp, in this folder.
    reset
    set terminal svg size \(size.width),\(size.height) dynamic noenhanced font 'sans-serif,14' \
    linewidth 1.5 \(background)
    set output '\(name).svg'
    set datafile separator comma
    set datafile missing ''
    set border 3 linecolor rgb '\(Palette.text)'
    set tics nomirror out textcolor rgb '\(Palette.text)'
    set grid ytics linecolor rgb '\(Palette.text)' linewidth 0.3 dashtype 3

    """
  }

  package static let background = "background rgb 'white'"

  static func title(_ text: String) -> String {
    "set title '\(quoted(text))' textcolor rgb '\(Palette.text)'\n"
  }

  static func labels(x: String, y: String) -> String {
    "set xlabel '\(quoted(x))' textcolor rgb '\(Palette.text)'\n"
      + "set ylabel '\(quoted(y))' textcolor rgb '\(Palette.text)'\n"
  }

  /// A logarithmic y axis around `values`.
  static func logarithmicAxis(spanning values: [Double]) -> String {
    let scale = "set logscale y\nset format y '%g'\n"
    guard let axis = LogAxis(spanning: values) else { return scale + "set yrange [0.1:10]\n" }
    return scale + "set yrange [\(axis.low):\(axis.high)]\n"
      + "set ytics (\((axis.labels + axis.minors.map { "'' \($0) 1" }).joined(separator: ", ")))\n"
  }

  static let legend =
    "set key outside right center noautotitle reverse Left textcolor rgb '\(Palette.text)'\n"

  static func plot(_ lines: [String]) -> String {
    "plot " + (lines.isEmpty ? "NaN" : lines.joined(separator: ", \\\n  ")) + "\n"
  }

  /// Inside gnuplot's single quotes a quote is doubled. Control characters, which no XML may hold,
  /// become U+FFFD.
  package static func quoted(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 })
    ).replacing("'", with: "''")
  }
}
