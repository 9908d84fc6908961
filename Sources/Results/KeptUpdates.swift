import Statistics

/// The numbers of updates whose losses a record keeps. Whatever is reckoned from a trajectory (final loss,
/// area, first bad step) is reckoned from all of it, before.
public enum KeptUpdates {
  /// Horizons up to this keep all.
  public static let longestWhole = 500

  /// Increasing: all of a horizon up to 500. Of a longer one the first hundred, then 396 at most, evenly in
  /// the logarithm, and the quarters of the horizon, after which held-out examples are measured.
  public static func of(horizon: Int) -> [Int] {
    guard horizon > longestWhole else { return Array(0...horizon) }
    let (dense, points) = (100, 396)
    let reach = Elementary.log(Double(horizon) / Double(dense))
    let later = (1..<points).map { point in
      let factor = Elementary.exp(reach * Double(point) / Double(points))
      return Int((Double(dense) * factor).rounded())
    }
    let quarters = (1...4).map { $0 * horizon / 4 }
    return Set(Array(0...dense) + later + quarters).sorted()
  }
}
