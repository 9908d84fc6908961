/// A sign for every coordinate of a function: +1 or −1 with no pattern over a matrix's rows or columns,
/// the lowest bit of MurmurHash3's 32-bit finaliser (Appleby, 2011) of the coordinate's index.
public enum CoordinateSigns {
  /// The sign of coordinate `index`, counted from 0 in its function.
  public static func sign(of index: Int) -> Float {
    var bits = UInt32(truncatingIfNeeded: index)
    bits ^= bits >> 16
    bits = bits &* 0x85EB_CA6B
    bits ^= bits >> 13
    bits = bits &* 0xC2B2_AE35
    bits ^= bits >> 16
    return bits & 1 == 0 ? 1 : -1
  }
}
