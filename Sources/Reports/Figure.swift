/// A picture of a report: numbers, and a script with which gnuplot draws them.
struct Figure {
  /// Stem of its files in `figures/`.
  var name: String
  /// What it shows, for those who cannot see it.
  var title: String
  var data: String
  var script: String
}
