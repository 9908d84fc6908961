/// The 32-bit generator seed of one named stream.
///
/// `gsl_rng_set` keeps 32 bits of a seed and silently replaces 0 by 4357. The seed is therefore a
/// permutation of the 32-bit words, keyed by the suite seed and applied to (role, index): distinct
/// names get distinct seeds, whatever the suite seed, and none of them is 0.
public enum StreamSeed {
  /// Bits of the index; the role takes the remaining five above.
  package static let indexBits: UInt32 = 27

  /// Indices run from 0 to one below this.
  public static let indexLimit = 1 << Int(indexBits)

  /// The seed of stream (`role`, `index`) of a suite. Any suite seed is legal, 0 included.
  ///
  /// Roles start at 1, so no name is the word 0. Its image is therefore free, and stands in for the
  /// one name that the permutation would send to 0.
  public static func word(suiteSeed: UInt64, role: StreamRole, index: Int) -> UInt32 {
    precondition(0 <= index && index < indexLimit, "stream index \(index) is out of range")
    let name = role.rawValue << indexBits | UInt32(index)
    let image = permute(name, key: suiteSeed)
    return image == 0 ? permute(0, key: suiteSeed) : image
  }

  /// A balanced Feistel network of eight rounds on two 16-bit halves: a bijection for every key.
  package static func permute(_ word: UInt32, key: UInt64) -> UInt32 {
    var (left, right) = (word >> 16, word & 0xFFFF)
    var roundKey = key
    for _ in 0..<8 {
      roundKey &+= 0x9E37_79B9_7F4A_7C15
      let mixed = mix(UInt64(right) ^ mix(roundKey))
      (left, right) = (right, left ^ UInt32(truncatingIfNeeded: mixed >> 48))
    }
    return left << 16 | right
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
  private static func mix(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
