/// What every figure's script has in common. The background is left transparent and the text is grey,
/// for pages light and dark.
package enum Gnuplot {
  /// The first lines of a script that draws `<name>.svg` from `<name>.csv`, both beside it.
  static func head(name: String, size: (width: Int, height: Int)) -> String {
    """
    # Draws \(name).svg: gnuplot \(name).gp, in this folder.
    set terminal svg size \(size.width),\(size.height) dynamic noenhanced font 'sans-serif,14' \
    linewidth 1.5
    set output '\(name).svg'
    set datafile separator comma
    set datafile missing ''
    set border 3 linecolor rgb '\(Palette.text)'
    set tics nomirror out textcolor rgb '\(Palette.text)'
    set grid ytics linecolor rgb '\(Palette.text)' linewidth 0.3 dashtype 3

    """
  }

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
      + "set ytics (\(axis.labels.joined(separator: ", ")))\n"
  }

  static let legend =
    "set key outside right center noautotitle reverse Left textcolor rgb '\(Palette.text)'\n"

  static func plot(_ lines: [String]) -> String {
    "plot " + (lines.isEmpty ? "NaN" : lines.joined(separator: ", \\\n  ")) + "\n"
  }

  /// Inside gnuplot's single quotes a quote is doubled.
  package static func quoted(_ text: String) -> String { text.replacing("'", with: "''") }
}
