import Testing

extension Trait where Self == ConditionTrait {
  /// A test that computes for seconds where nothing is optimized: `make test` runs it in release alone.
  ///
  /// Preconditions and checks for overflow are the same there, and tests of golden bits run in both.
  public static var optimized: Self {
    #if DEBUG
      .disabled("takes seconds in debug; release runs it")
    #else
      .enabled(if: true)
    #endif
  }
}
