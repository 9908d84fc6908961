/// Elementary functions in Double from + − × ÷ and fused multiply-add alone, in a fixed operation
/// order: the same bits on every machine, which libm does not promise.
public enum Elementary {
  /// ln 2 in two parts; the upper one has 33 bits, so that its product with an exponent is exact.
  private static let ln2High = 0x1.62E42FEEp-1
  private static let ln2Low = 0x1.A39EF35793C76p-33

  /// Natural logarithm, within one unit in the last place. −∞ at 0, NaN below.
  ///
  /// x = 2ᵏ(1 + f) with √½ ≤ 1 + f < √2 and s = f/(2 + f):
  /// log(1 + f) = 2 artanh s = f − (f²/2 − s (f²/2 + R)), R = 2 (s²/3 + s⁴/5 + …),
  /// the arrangement of fdlibm, in which only small terms are rounded.
  public static func log(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -Double.infinity : Double.nan }
    guard x < .infinity else { return x }
    var exponent = Int(x.exponent)
    var significand = x.significand
    if significand > 1.414_213_562_373_095_1 {
      significand *= 0.5
      exponent += 1
    }
    let f = significand - 1
    let s = f / (2 + f)
    let z = s * s
    var series = 2.0 / 25
    for denominator in stride(from: 23.0, through: 3, by: -2) {
      series = (2 / denominator).addingProduct(series, z)
    }
    let remainder = series * z
    let halfSquare = 0.5 * f * f
    let k = Double(exponent)
    let low = s * (halfSquare + remainder) + k * ln2Low
    return k * ln2High - ((halfSquare - low) - f)
  }

  /// Exponential, within one unit in the last place; subnormal results are rounded twice.
  ///
  /// x = k ln 2 + r with |r| ≤ ln 2 / 2; eʳ by its Taylor polynomial of degree 13.
  public static func exp(_ x: Double) -> Double {
    guard x == x else { return x }
    guard x < 709.8 else { return .infinity }
    guard x > -745.2 else { return 0 }
    let k = (x * 0x1.71547652B82FEp+0).rounded(.toNearestOrEven)
    let high = x - k * ln2High
    let low = k * ln2Low
    let r = high - low
    let lost = (high - r) - low
    var series = 1.0 / 6_227_020_800
    for factorial in reciprocalFactorials { series = factorial.addingProduct(series, r) }
    let value = 1 + (r + (r * r * series + (lost + lost * r)))
    let half = Int(k) / 2
    return value * powerOfTwo(half) * powerOfTwo(Int(k) - half)
  }

  /// 1/12!, 1/11!, …, 1/2!.
  private static let reciprocalFactorials: [Double] = [
    1 / 479_001_600, 1 / 39_916_800, 1 / 3_628_800, 1 / 362_880, 1 / 40_320, 1 / 5_040, 1 / 720,
    1 / 120, 1 / 24, 1 / 6, 1 / 2,
  ]

  private static func powerOfTwo(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(exponent + 1023) << 52)
  }
}
