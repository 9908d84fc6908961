extension Elementary {
  /// cos πx in Double for x from 0 to 1, within 2⁻⁵¹ of it.
  ///
  /// Reduced to an angle of at most π/4 by cos πx = −cos π(1 − x) and cos πx = sin π(½ − x), then Taylor's
  /// polynomial of degree 18 or 19 from its innermost term.
  public static func cosine(halfTurns x: Double) -> Double {
    precondition(0 <= x && x <= 1, "\(x) half turns")
    guard x <= 0.5 else { return -cosine(halfTurns: 1 - x) }
    guard x > 0.25 else { return taylor(.pi * x, degree: 18) }
    let angle = .pi * (0.5 - x)
    return angle * taylor(angle, degree: 19)
  }

  /// 1 − y²/(k(k−1)) · (1 − y²/((k−2)(k−3)) · …) from the innermost k = `degree`: cos y of an even degree,
  /// (sin y)/y of an odd one.
  private static func taylor(_ y: Double, degree: Int) -> Double {
    stride(from: degree, through: 2, by: -2).reduce(1.0) { inner, k in
      1 - y * y / Double(k * (k - 1)) * inner
    }
  }
}
