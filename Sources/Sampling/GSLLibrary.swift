import CGSL

/// The GSL this process runs on.
public enum GSLLibrary {
  /// For example `2.7.1`.
  public static var version: String { String(cString: l2l_gsl_version()) }

  /// GSL aborts the process on an error unless told otherwise; call once before the first use of
  /// anything that returns a status, and check that status.
  public static func disableAborting() { gsl_set_error_handler_off() }
}
