import CLanes

/// exp, log, sigmoid and tanh on 16 lanes, in one fixed order of exact operations.
public enum Elementary {}

extension Elementary {
  /// eˣ within 1 ulp; 0 below −87.3, infinity above 88.7, NaN for NaN.
  ///
  /// x = n ln 2 + r with |r| ≤ ½ ln 2 (ln 2 in two parts), eʳ by a polynomial of degree 6.
  @inline(__always)
  public static func exponential(_ x: Lanes) -> Lanes {
    let bounded = lanes_at_least(
      lanes_at_most(x, lanes_splat(88.722839)), lanes_splat(-87.33654))
    let n = lanes_round(bounded * lanes_splat(1.44269504))
    let high = lanes_fma(n, lanes_splat(-0.693359375), bounded)
    let r = lanes_fma(n, lanes_splat(2.12194440e-4), high)
    var p = lanes_splat(0.0013814611593261361)
    p = lanes_fma(p, r, lanes_splat(0.008368710055947304))
    p = lanes_fma(p, r, lanes_splat(0.04166838899254799))
    p = lanes_fma(p, r, lanes_splat(0.1666652113199234))
    p = lanes_fma(p, r, lanes_splat(0.4999999403953552))
    p = lanes_fma(p, r, lanes_splat(1))
    p = lanes_fma(p, r, lanes_splat(1))
    // Near the ends p · 2ⁿ leaves the exponents `lanes_scale` can write: stop short, then multiply.
    let half = lanes_scale(p, n - lanes_splat(1))
    let tiny = lanes_scale(p, n + lanes_splat(24)) * lanes_splat(0x1p-24)
    let scaled = lanes_select_less(n, lanes_splat(-100), tiny, half + half)
    let above = lanes_select_less(lanes_splat(88.722839), x, lanes_splat(.infinity), scaled)
    return lanes_select_less(x, lanes_splat(-87.33654), .zero, above)
  }

  /// ln x within 1 ulp for normal x; −∞ for 0 and subnormals, NaN below 0, +∞ and NaN kept.
  ///
  /// x = 2ᵏ(1 + f) with 1 + f in [√½, √2); ln(1 + f) = f − f²/2 + f³P(f), P of degree 7.
  public static func logarithm(_ x: Lanes) -> Lanes {
    let k = lanes_exponent(x)
    let f = lanes_fraction(x) - lanes_splat(1)
    var p = lanes_splat(-0.07865439355373383)
    p = lanes_fma(p, f, lanes_splat(0.12879186868667603))
    p = lanes_fma(p, f, lanes_splat(-0.1312529295682907))
    p = lanes_fma(p, f, lanes_splat(0.1418142169713974))
    p = lanes_fma(p, f, lanes_splat(-0.16624970734119415))
    p = lanes_fma(p, f, lanes_splat(0.2000228315591812))
    p = lanes_fma(p, f, lanes_splat(-0.2500079572200775))
    p = lanes_fma(p, f, lanes_splat(0.33333316445350647))
    let square = f * f
    var tail = lanes_fma(p, f, lanes_splat(-0.5)) * square
    tail = lanes_fma(k, lanes_splat(-2.12194440e-4), tail)
    let finite = lanes_fma(k, lanes_splat(0.693359375), f + tail)
    let smallest = lanes_splat(.leastNormalMagnitude)
    let positive = lanes_select_less(x, smallest, lanes_splat(-.infinity), finite)
    let defined = lanes_select_less(x, .zero, lanes_splat(.nan), positive)
    // Infinity and NaN: x − x is NaN for both, so adding x to 0 · … is avoided by comparing.
    let bounded = lanes_select_less(x, lanes_splat(.infinity), defined, x)
    return bounded
  }

  /// 1 / (1 + e⁻ˣ) within 3 ulp for x ≥ −87; 0 below.
  public static func sigmoid(_ x: Lanes) -> Lanes {
    lanes_splat(1) / (lanes_splat(1) + exponential(lanes_splat(0) - x))
  }

  /// tanh x within 2 ulp. Odd polynomial in x for |x| < 0.625, else 1 − 2 / (e²ˣ + 1).
  public static func hyperbolicTangent(_ x: Lanes) -> Lanes {
    let magnitude = lanes_magnitude(x)
    let z = x * x
    var p = lanes_splat(0.002149677835404873)
    p = lanes_fma(p, z, lanes_splat(-0.00818527489900589))
    p = lanes_fma(p, z, lanes_splat(0.021704159677028656))
    p = lanes_fma(p, z, lanes_splat(-0.053947459906339645))
    p = lanes_fma(p, z, lanes_splat(0.13333211839199066))
    p = lanes_fma(p, z, lanes_splat(-0.3333333134651184))
    let small = lanes_fma(p * z, magnitude, magnitude)
    let exponentialOfTwice = exponential(magnitude + magnitude)
    let large = lanes_splat(1) - lanes_splat(2) / (exponentialOfTwice + lanes_splat(1))
    return lanes_with_sign(
      lanes_select_less(magnitude, lanes_splat(0.625), small, large), x)
  }
}

extension Elementary {
  /// The same bits as the lanes' functions, for one number.
  public static func exponential(_ x: Float) -> Float { exponential(lanes_splat(x))[0] }
  public static func logarithm(_ x: Float) -> Float { logarithm(lanes_splat(x))[0] }

  /// lowest · (highest / lowest)ᵘ: a log-uniform draw from one that is uniform on [0, 1).
  public static func logUniform(
    from lowest: Float, to highest: Float, at uniform: Double
  ) -> Float {
    lowest * exponential(Float(uniform) * logarithm(highest / lowest))
  }
}
