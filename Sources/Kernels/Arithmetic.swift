/// The arithmetic of this module, as one number that stands for all bits that it computes.
public enum Arithmetic {
  /// Raise it by 1 in the commit that moves any of these bits: a golden bit of the tests, or a record of
  /// a suite. The keys of all cells that run the module have it, so they run again, and results of two
  /// arithmetics never mix.
  public static let version = 2
}
