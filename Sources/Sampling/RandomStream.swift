import CGSL

/// A GSL `mt19937` generator with a name of its own: (suite seed, role, index).
///
/// A stream belongs to whoever drew it up and is used by one thread at a time. Only draws whose
/// values are exact arithmetic are offered, so that they are the same bits on every machine.
public final class RandomStream {
  private let generator: UnsafeMutablePointer<gsl_rng>

  public convenience init(suiteSeed: UInt64, role: StreamRole, index: Int) {
    self.init(word: StreamSeed.word(suiteSeed: suiteSeed, role: role, index: index))
  }

  /// A stream from GSL's own seed; GSL reads 0 as 4357.
  package init(word: UInt32) {
    guard let generator = gsl_rng_alloc(l2l_mt19937()) else {
      preconditionFailure("GSL could not allocate a generator")
    }
    self.generator = generator
    gsl_rng_set(generator, UInt(word))
  }

  deinit { gsl_rng_free(generator) }
}

extension RandomStream {
  /// The generator's next 32-bit word.
  public func word() -> UInt32 { UInt32(truncatingIfNeeded: gsl_rng_get(generator)) }

  /// Uniform on [0, 1): a 32-bit word divided by 2³².
  public func uniform() -> Double { gsl_rng_uniform(generator) }

  /// N(0, `standardDeviation`²) by the ratio of uniforms (Kinderman and Monahan, 1977; Leva, 1992),
  /// whose values come from + − × ÷ alone: a logarithm is only compared against.
  public func gaussian(standardDeviation: Double = 1) -> Double {
    gsl_ran_gaussian_ratio_method(generator, standardDeviation)
  }

  /// Uniform on 0 … `limit` − 1.
  public func integer(below limit: Int) -> Int {
    precondition(0 < limit && limit <= Int(UInt32.max), "limit \(limit) is out of range")
    return Int(gsl_rng_uniform_int(generator, UInt(limit)))
  }
}
