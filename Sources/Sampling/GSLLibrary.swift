import CGSL

/// The GSL this process runs on.
public enum GSLLibrary {
  /// For example `2.7.1`.
  public static var version: String { String(cString: l2l_gsl_version()) }

  /// GSL aborts the process on an error unless told otherwise. Call before the first use of anything
  /// that returns a status, and check that status; calls after the first do nothing.
  public static func disableAborting() { _ = abortingIsDisabled }

  private static let abortingIsDisabled: Bool = {
    gsl_set_error_handler_off()
    return true
  }()
}
