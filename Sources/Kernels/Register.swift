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
  /// The nearest integer, ties to even.
  static func round(_ value: Self) -> Self
  /// 1 + value · 2^power, see `lanes_one_plus_scaled`.
  static func onePlusScaled(_ value: Self, _ power: Self) -> Self
}

extension SIMD16<Float>: Register {
  @inline(__always)
  static func fma(_ a: Self, _ b: Self, _ c: Self) -> Self { lanes_fma(a, b, c) }
  @inline(__always)
  static func splat(_ value: Float) -> Self { lanes_splat(value) }
  @inline(__always)
  static func atMost(_ value: Self, _ limit: Self) -> Self { lanes_at_most(value, limit) }
  @inline(__always)
  static func round(_ value: Self) -> Self { lanes_round(value) }
  @inline(__always)
  static func onePlusScaled(_ value: Self, _ power: Self) -> Self {
    lanes_one_plus_scaled(value, power)
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
  static func round(_ value: Self) -> Self { half_lanes_round(value) }
  @inline(__always)
  static func onePlusScaled(_ value: Self, _ power: Self) -> Self {
    half_lanes_one_plus_scaled(value, power)
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
  /// The same floats, two `HalfLanes` each.
  @inline(__always)
  var halves: UnsafeMutablePointer<HalfLanes> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: HalfLanes.self)
  }
}
