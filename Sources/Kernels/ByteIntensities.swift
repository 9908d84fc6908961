import CLanes

/// Grey levels 0 … 255 as intensities 0 … 1.
public enum ByteIntensities {
  /// Overwrites `count` floats with level ÷ 255, rounded once.
  ///
  /// q = level · (1/255), then q + (level − 255 q) · (1/255): for these 256 levels the quotient itself,
  /// which a test checks, at a fraction of a division's cost.
  public static func copy(
    _ levels: UnsafePointer<UInt8>, count: Int, to intensities: UnsafeMutablePointer<Float>
  ) {
    let levelBytes = UnsafeRawPointer(levels)
    let target = UnsafeMutableRawPointer(intensities)
    let (reciprocal, divisor) = (lanes_splat(1 / 255), lanes_splat(-255))
    let whole = count / Lanes.width * Lanes.width
    for first in stride(from: 0, to: whole, by: Lanes.width) {
      let bytes = levelBytes.loadUnaligned(fromByteOffset: first, as: SIMD16<UInt8>.self)
      let level = lanes_from_bytes(bytes)
      let quotient = level * reciprocal
      let rest = lanes_fma(quotient, divisor, level)
      target.storeBytes(
        of: lanes_fma(rest, reciprocal, quotient), toByteOffset: 4 * first, as: Lanes.self)
    }
    for index in whole..<count { intensities[index] = Float(levels[index]) / 255 }
  }
}
