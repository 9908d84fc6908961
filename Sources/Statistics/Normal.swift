/// The standard normal distribution.
public enum Normal {
  /// P(Z > z), to about 14 significant digits.
  ///
  /// Below 3 by the series φ(z) Σ z²ⁿ⁺¹/(1·3·5 … (2n+1)) of Φ(z) − ½ (Marsaglia, 2004), beyond by
  /// Laplace's continued fraction φ(z)/(z + 1/(z + 2/(z + 3/…))).
  public static func upperTail(_ z: Double) -> Double {
    guard z == z else { return z }
    if z < 0 { return 1 - upperTail(-z) }
    guard z < 40 else { return 0 }
    let density = 0.398_942_280_401_432_7 * Elementary.exp(-0.5 * z * z)
    if z < 3 {
      var term = z
      var sum = z
      for n in 1...60 {
        term *= z * z / Double(2 * n + 1)
        sum += term
      }
      return 0.5 - density * sum
    }
    var fraction = z
    for n in stride(from: 100.0, through: 1, by: -1) { fraction = z + n / fraction }
    return density / fraction
  }

  /// The z with P(Z > z) = `probability`, by bisection.
  public static func upperQuantile(_ probability: Double) -> Double {
    precondition(0 < probability && probability < 1, "a probability lies between 0 and 1")
    return bisection(for: probability, from: -40, to: 40, upperTail: upperTail)
  }
}

/// Where a falling `upperTail` crosses `probability`, between `lower` and `upper`.
func bisection(
  for probability: Double, from lower: Double, to upper: Double, upperTail: (Double) -> Double
) -> Double {
  var (low, high) = (lower, upper)
  for _ in 0..<80 {
    let middle = 0.5 * (low + high)
    if upperTail(middle) > probability { low = middle } else { high = middle }
  }
  return 0.5 * (low + high)
}
