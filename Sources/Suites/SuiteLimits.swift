/// The largest files and lists a suite may have; the limits of a setting stand in its field.
public enum SuiteLimits {
  /// Bytes of a suite file.
  public static let fileSize = 256 << 10
  /// Bytes of a file that it names: published values, or an optimizer.
  public static let namedFileSize = 64 << 20
  public static let metaSeeds = 64
  /// Entries of one list.
  public static let listLength = 1_000
  /// Pairs of optimizee and horizon.
  public static let evaluations = 1_000
  /// Cells of a plan.
  public static let cells = 20_000
}
