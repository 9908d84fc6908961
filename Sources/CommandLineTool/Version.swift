import BuildIdentity
import Execution
import Results

/// What `l2l --version` says, and the provenance of results.
enum Version {
  static var text: String {
    let changes =
      BuildIdentity.hasUncommittedChanges == true ? " with uncommitted changes" : ""
    return """
      l2l \(BuildIdentity.version)
      commit: \(BuildIdentity.commit ?? "unknown")\(changes)
      arithmetic: \(arithmetic)
      toolchain: \(RunEnvironment.compiler)
      """
  }

  /// `Sampling 1, Kernels 3, …`: results of two programs that say the same here have the same keys.
  private static var arithmetic: String {
    NumericModule.allCases.map { "\($0.rawValue) \($0.version)" }.joined(separator: ", ")
  }
}

extension RunEnvironment.Build {
  static var ofThisProgram: Self {
    Self(
      version: BuildIdentity.version, commit: BuildIdentity.commit,
      hasUncommittedChanges: BuildIdentity.hasUncommittedChanges)
  }
}
