/// Four registers taken through the same operations side by side.
///
/// One chain of dependent operations leaves the processor waiting. Four together have room in sixteen
/// registers, and processors find the next four by themselves.
struct Quartet<Value: Register> {
  var a, b, c, d: Value

  @inline(__always)
  init(_ a: Value, _ b: Value, _ c: Value, _ d: Value) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// Four that lie `step` from each other.
  @inline(__always)
  init(_ values: UnsafePointer<Value>, by step: Int) {
    self.init(values[0], values[step], values[2 * step], values[3 * step])
  }

  @inline(__always)
  func store(to values: UnsafeMutablePointer<Value>, by step: Int) {
    values[0] = a
    values[step] = b
    values[2 * step] = c
    values[3 * step] = d
  }

  @inline(__always)
  func map(_ body: (Value) -> Value) -> Quartet { Quartet(body(a), body(b), body(c), body(d)) }

  @inline(__always)
  func combine(_ other: Quartet, _ body: (Value, Value) -> Value) -> Quartet {
    Quartet(body(a, other.a), body(b, other.b), body(c, other.c), body(d, other.d))
  }
}

extension Quartet {
  /// self / denominators, four quotients for one division. The product of the denominators is finite.
  @inline(__always)
  func divided(by denominators: Quartet) -> Quartet {
    let (ab, cd) = (denominators.a * denominators.b, denominators.c * denominators.d)
    let reciprocal = Value.splat(1) / (ab * cd)
    let (overAB, overCD) = (cd * reciprocal, ab * reciprocal)
    return Quartet(
      a * (denominators.b * overAB), b * (denominators.a * overAB),
      c * (denominators.d * overCD), d * (denominators.c * overCD))
  }

  /// 1 / (1 + 2ˣ), absolute error below 3.1e-7. Numbers beyond ±29 are taken as ±29, so that four
  /// denominators have a finite product.
  ///
  /// x = n + r with whole n and |r| ≤ ½, and 2ʳ = (A + r) / (A − r), where A = r·coth(r·½ln 2) is even
  /// in r, so a line in r² is enough: relative error of 2ʳ 4.4e-7. Then 1 / (1 + 2ˣ) is
  /// (A − r) / ((A − r) + 2ⁿ(A + r)).
  @inline(__always)
  var logistic: Quartet {
    let bounded = map { Value.atLeast(Value.atMost($0, .splat(29)), .splat(-29)) }
    let toWhole = Value.splat(0x1.8p23 + 127)
    let biased = bounded.map { $0 + toWhole }
    let rest = bounded.combine(biased) { $0 - ($1 - toWhole) }
    let even = rest.map { Value.fma($0 * $0, .splat(0x1.d80176p-4), .splat(0x1.71550ep+1)) }
    let below = even.combine(rest) { $0 - $1 }
    let above = even.combine(rest) { $0 + $1 }
    let denominators = Quartet(
      .fma(.powerOfTwo(biased.a), above.a, below.a), .fma(.powerOfTwo(biased.b), above.b, below.b),
      .fma(.powerOfTwo(biased.c), above.c, below.c), .fma(.powerOfTwo(biased.d), above.d, below.d))
    return below.divided(by: denominators)
  }

  /// tanh x = 2 / (1 + e⁻²ˣ) − 1, absolute error below 6e-7.
  @inline(__always)
  var hyperbolicTangent: Quartet {
    map { $0 * .splat(-2.88539008) }.logistic.map { Value.fma(.splat(2), $0, .splat(-1)) }
  }
}

extension Lanes {
  /// What four of the same come to, compiled here so that tests reach every Float in seconds.
  static func logistic(_ x: Lanes) -> Lanes { Quartet(x, x, x, x).logistic.a }
  static func hyperbolicTangent(_ x: Lanes) -> Lanes { Quartet(x, x, x, x).hyperbolicTangent.a }
}
