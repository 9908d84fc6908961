/// A picture of a report: numbers, and a script with which gnuplot draws them.
public struct Figure: Sendable {
  /// Stem of its files in `figures/`.
  public var name: String
  /// What it shows, for those who cannot see it.
  public var title: String
  /// A line of text that stands in the drawing.
  public var heading: String
  public var data: String
  public var script: String

  /// Of the drawing, inside the results folder.
  public var path: String { "figures/\(name).svg" }
}
