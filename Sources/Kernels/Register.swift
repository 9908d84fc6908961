import CLanes

/// Eight Floats: half a `Lanes`.
typealias HalfLanes = SIMD8<Float>

/// What the tiles of a kernel are made of: `Lanes` where one register holds them and there are 32 of
/// those (AVX-512), `HalfLanes` elsewhere, where tiles have to fit in sixteen.
///
/// A lane is computed the same way in both, so the choice moves no bit.
protocol Register: SIMD<Float>, SendableMetatype {
  /// a · b + c, rounded once.
  static func fma(_ a: Self, _ b: Self, _ c: Self) -> Self
  static func splat(_ value: Float) -> Self
  /// The smaller of both; a NaN value stays NaN.
  static func atMost(_ value: Self, _ limit: Self) -> Self
  /// The larger of both; a NaN value stays NaN.
  static func atLeast(_ value: Self, _ limit: Self) -> Self
  /// `value`, or 0 where its magnitude is below `smallest`; a NaN value stays NaN.
  static func unlessBelow(_ value: Self, _ smallest: Self) -> Self
  /// 2ⁿ from n + 127 + 1.5 · 2²³, see `lanes_power_of_two`.
  static func powerOfTwo(_ biased: Self) -> Self
  /// The first `count` floats at `address`, at most `scalarCount`, and zeros after them.
  static func load(_ address: UnsafePointer<Float>, first count: Int) -> Self
  /// Writes the first `count` lanes and nothing else.
  func store(to address: UnsafeMutablePointer<Float>, first count: Int)
  /// Writes past the caches.
  static func stream(_ value: Self, to address: UnsafeMutablePointer<Self>)
}

extension SIMD16<Float>: Register {
  @inline(__always)
  static func fma(_ a: Self, _ b: Self, _ c: Self) -> Self { lanes_fma(a, b, c) }
  @inline(__always)
  static func splat(_ value: Float) -> Self { lanes_splat(value) }
  @inline(__always)
  static func atMost(_ value: Self, _ limit: Self) -> Self { lanes_at_most(value, limit) }
  @inline(__always)
  static func atLeast(_ value: Self, _ limit: Self) -> Self { lanes_at_least(value, limit) }
  @inline(__always)
  static func unlessBelow(_ value: Self, _ smallest: Self) -> Self {
    lanes_unless_below(value, smallest)
  }
  @inline(__always)
  static func powerOfTwo(_ biased: Self) -> Self { lanes_power_of_two(biased) }
  @inline(__always)
  static func load(_ address: UnsafePointer<Float>, first count: Int) -> Self {
    lanes_load_first(address, Int32(truncatingIfNeeded: count))
  }
  @inline(__always)
  func store(to address: UnsafeMutablePointer<Float>, first count: Int) {
    lanes_store_first(address, self, Int32(truncatingIfNeeded: count))
  }
  @inline(__always)
  static func stream(_ value: Self, to address: UnsafeMutablePointer<Self>) {
    lanes_stream(address, value)
  }
}

extension SIMD8<Float>: Register {
  @inline(__always)
  static func fma(_ a: Self, _ b: Self, _ c: Self) -> Self { half_lanes_fma(a, b, c) }
  @inline(__always)
  static func splat(_ value: Float) -> Self { half_lanes_splat(value) }
  @inline(__always)
  static func atMost(_ value: Self, _ limit: Self) -> Self { half_lanes_at_most(value, limit) }
  @inline(__always)
  static func atLeast(_ value: Self, _ limit: Self) -> Self { half_lanes_at_least(value, limit) }
  @inline(__always)
  static func unlessBelow(_ value: Self, _ smallest: Self) -> Self {
    half_lanes_unless_below(value, smallest)
  }
  @inline(__always)
  static func powerOfTwo(_ biased: Self) -> Self { half_lanes_power_of_two(biased) }
  @inline(__always)
  static func load(_ address: UnsafePointer<Float>, first count: Int) -> Self {
    half_lanes_load_first(address, Int32(truncatingIfNeeded: count))
  }
  @inline(__always)
  func store(to address: UnsafeMutablePointer<Float>, first count: Int) {
    half_lanes_store_first(address, self, Int32(truncatingIfNeeded: count))
  }
  @inline(__always)
  static func stream(_ value: Self, to address: UnsafeMutablePointer<Self>) {
    half_lanes_stream(address, value)
  }
}

extension UnsafePointer<Lanes> {
  /// The same floats, two `HalfLanes` each.
  @inline(__always)
  var halves: UnsafePointer<HalfLanes> {
    UnsafeRawPointer(self).assumingMemoryBound(to: HalfLanes.self)
  }
}

extension UnsafeMutablePointer<Lanes> {
  @inline(__always)
  var floats: UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: Float.self)
  }

  /// The same floats, two `HalfLanes` each.
  @inline(__always)
  var halves: UnsafeMutablePointer<HalfLanes> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: HalfLanes.self)
  }
}

extension Register {
  /// What a gradient on its way back has to reach to go on: 2⁻¹⁰⁰, else it is zero.
  ///
  /// A gradient that fades ends in subnormal numbers, below 2⁻¹²⁶, and some processors take many times
  /// as long for each. The distance of 2⁻²⁶ leaves room for products with weights and gates.
  @inline(__always)
  var unlessFaded: Self { .unlessBelow(self, .splat(0x1p-100)) }
}
