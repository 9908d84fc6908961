/// Student's t distribution with any positive, not only whole, number of degrees of freedom.
public enum StudentT {
  /// P(T > t): half the regularised incomplete beta function I_x(ν/2, ½) at x = ν/(ν + t²).
  public static func upperTail(_ t: Double, degreesOfFreedom: Double) -> Double {
    precondition(degreesOfFreedom > 0, "degrees of freedom are positive")
    guard degreesOfFreedom < 1e7 else { return Normal.upperTail(t) }
    if t < 0 { return 1 - upperTail(-t, degreesOfFreedom: degreesOfFreedom) }
    guard t < .infinity else { return t == t ? 0 : t }
    let square = t * t
    let sum = degreesOfFreedom + square
    return 0.5
      * IncompleteBeta.regularised(
        a: 0.5 * degreesOfFreedom, b: 0.5, x: degreesOfFreedom / sum, complement: square / sum)
  }

  /// The t with P(T > t) = `probability`, by bisection, for probabilities up to ½.
  public static func upperQuantile(_ probability: Double, degreesOfFreedom: Double) -> Double {
    precondition(0 < probability && probability <= 0.5, "a tail probability lies in (0, ½]")
    var high = 1.0
    while high < 1e300, upperTail(high, degreesOfFreedom: degreesOfFreedom) > probability {
      high *= 2
    }
    return bisection(for: probability, from: 0, to: high) {
      upperTail($0, degreesOfFreedom: degreesOfFreedom)
    }
  }
}

/// The regularised incomplete beta function, by the modified Lentz evaluation of its continued
/// fraction (Abramowitz and Stegun 26.5.8).
enum IncompleteBeta {
  /// I_x(a, b), with `complement` = 1 − x given apart because it may be tiny.
  static func regularised(a: Double, b: Double, x: Double, complement: Double) -> Double {
    if x <= 0 { return 0 }
    if complement <= 0 { return 1 }
    let logFactor =
      a * Elementary.log(x) + b * Elementary.log(complement)
      + LogGamma.value(a + b) - LogGamma.value(a) - LogGamma.value(b)
    let factor = Elementary.exp(logFactor)
    return x < (a + 1) / (a + b + 2)
      ? factor * fraction(a: a, b: b, x: x) / a
      : 1 - factor * fraction(a: b, b: a, x: complement) / b
  }

  private static func fraction(a: Double, b: Double, x: Double) -> Double {
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var value = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / kept(1 + even * d)
      c = kept(1 + even / c)
      value *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / kept(1 + odd * d)
      c = kept(1 + odd / c)
      let change = d * c
      value *= change
      if (change - 1).magnitude < 1e-15 { break }
    }
    return value
  }

  /// Lentz's guard: a zero denominator is replaced by a tiny one.
  private static func kept(_ value: Double) -> Double { value.magnitude < 1e-300 ? 1e-300 : value }
}

/// ln Γ(x) for x > 0, by Stirling's series after raising x to at least 15.
enum LogGamma {
  static func value(_ x: Double) -> Double {
    var shifted = x
    var product = 1.0
    while shifted < 15 {
      product *= shifted
      shifted += 1
    }
    let inverse = 1 / shifted
    let square = inverse * inverse
    var series = -691.0 / 360_360
    for coefficient in [1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12] {
      series = series * square + coefficient
    }
    let halfLogTwoPi = 0.918_938_533_204_672_74
    return (shifted - 0.5) * Elementary.log(shifted) - shifted + halfLogTwoPi + series * inverse
      - Elementary.log(product)
  }
}
