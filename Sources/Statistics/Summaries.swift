/// Summaries of a sample. A value of +∞ stands for a divergence: it takes the worst rank, makes the
/// mean infinite, and leaves the median finite as long as fewer than half of the values diverged.
public enum Summary {
  /// Sum in index order, divided by the count; NaN when empty.
  public static func mean(_ values: [Double]) -> Double {
    var sum = 0.0
    for value in values { sum += value }
    return sum / Double(values.count)
  }

  /// Unbiased variance; NaN for fewer than two values.
  public static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return .nan }
    let center = mean(values)
    var sum = 0.0
    for value in values { sum += (value - center) * (value - center) }
    return sum / Double(values.count - 1)
  }

  public static func median(_ values: [Double]) -> Double { quantile(values, 0.5) }

  /// Linear interpolation at position (n − 1) `probability` of the sorted values (type 7 of Hyndman
  /// and Fan, 1996; NumPy's default); NaN when empty.
  public static func quantile(_ values: [Double], _ probability: Double) -> Double {
    quantile(sorted: values.sorted(), probability)
  }

  /// As `quantile`, of values already in increasing order.
  static func quantile(sorted values: [Double], _ probability: Double) -> Double {
    guard let last = values.last else { return .nan }
    let position = Double(values.count - 1) * probability
    let lower = Int(position)
    guard lower + 1 < values.count else { return last }
    let fraction = position - Double(lower)
    let (a, b) = (values[lower], values[lower + 1])
    return fraction == 0 || a == b ? a : a + fraction * (b - a)
  }

  /// Mean of what is left when the ⌊n/4⌋ smallest and the ⌊n/4⌋ largest values are removed
  /// (Agarwal et al., 2021); NaN when empty.
  public static func interquartileMean(_ values: [Double]) -> Double {
    let cut = values.count / 4
    return mean(Array(values.sorted().dropFirst(cut).dropLast(cut)))
  }
}
