/// What this binary was built from, whatever folder it runs in.
package enum BuildIdentity {
  /// Of the package, as its tags have it.
  package static let version = "1.0.0"

  /// The commit of the sources; nil where they were no git repository of their own. Its value is
  /// written before every build, by the plugin WriteCommit.
  package static let commit: String? = builtCommit

  /// Whether the sources differed from that commit; nil without one.
  package static let hasUncommittedChanges: Bool? = builtWithChanges
}
