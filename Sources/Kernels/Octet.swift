import CLanes

/// Eight `Lanes` taken through the same operations side by side.
///
/// One chain of dependent operations leaves the processor waiting, and its schedulers are too small to
/// find the next chain by themselves: eight written in step run twice as fast as one after the other.
struct Octet {
  var a, b, c, d, e, f, g, h: Lanes

  @inline(__always)
  init(
    _ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ e: Lanes, _ f: Lanes, _ g: Lanes, _ h: Lanes
  ) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
    (self.e, self.f, self.g, self.h) = (e, f, g, h)
  }

  @inline(__always)
  init(_ all: Lanes) { self.init(all, all, all, all, all, all, all, all) }

  /// Eight `Lanes` in a row.
  @inline(__always)
  init(_ rows: UnsafePointer<Lanes>) {
    self.init(rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7])
  }

  @inline(__always)
  func map(_ body: (Lanes) -> Lanes) -> Octet {
    Octet(body(a), body(b), body(c), body(d), body(e), body(f), body(g), body(h))
  }

  @inline(__always)
  func combine(_ other: Octet, _ body: (Lanes, Lanes) -> Lanes) -> Octet {
    Octet(
      body(a, other.a), body(b, other.b), body(c, other.c), body(d, other.d), body(e, other.e),
      body(f, other.f), body(g, other.g), body(h, other.h))
  }

  @inline(__always)
  func store(to rows: UnsafeMutablePointer<Lanes>) {
    (rows[0], rows[1], rows[2], rows[3]) = (a, b, c, d)
    (rows[4], rows[5], rows[6], rows[7]) = (e, f, g, h)
  }
}

extension Octet {
  /// 1 + 2ˣ for x at most 30 (larger x are taken as 30): relative error 1.2e-7.
  @inline(__always)
  var onePlusPowerOfTwo: Octet {
    let bounded = map { lanes_at_most($0, lanes_splat(30)) }
    let n = bounded.map { lanes_round($0) }
    let r = bounded.combine(n) { $0 - $1 }
    var p = r.map {
      lanes_fma(lanes_splat(0.0013276472454890609), $0, lanes_splat(0.009675540961325169))
    }
    p = p.combine(r) { lanes_fma($0, $1, lanes_splat(0.05550713092088699)) }
    p = p.combine(r) { lanes_fma($0, $1, lanes_splat(0.24022120237350464)) }
    p = p.combine(r) { lanes_fma($0, $1, lanes_splat(0.6931469440460205)) }
    p = p.combine(r) { lanes_fma($0, $1, lanes_splat(1.0000001192092896)) }
    let power = p.combine(n) { lanes_scale_beside_one($0, $1) }
    return power.map { lanes_splat(1) + $0 }
  }
}
