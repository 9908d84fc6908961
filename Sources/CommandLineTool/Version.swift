import BuildIdentity
import Results

/// What `l2l --version` says, and the provenance of results.
enum Version {
  static var text: String {
    let changes =
      BuildIdentity.hasUncommittedChanges == true ? " with uncommitted changes" : ""
    return """
      l2l \(BuildIdentity.version)
      commit: \(BuildIdentity.commit ?? "unknown")\(changes)
      toolchain: \(RunEnvironment.compiler)
      """
  }
}

extension RunEnvironment.Build {
  static var ofThisProgram: Self {
    Self(
      version: BuildIdentity.version, commit: BuildIdentity.commit,
      hasUncommittedChanges: BuildIdentity.hasUncommittedChanges)
  }
}
