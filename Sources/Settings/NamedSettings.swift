/// Settings of one kind among several, which a file names by the key `kind`: of a rule, of an estimator.
public protocol NamedSettings: SettingsGroup {
  /// What suites and optimizer files call the kind.
  static var kind: String { get }

  /// A phrase on what the kind is, for `l2l list`; empty by default.
  static var summary: String { get }
}

extension NamedSettings {
  public static var summary: String { "" }

  public var kinds: [String] { [Self.kind] }

  /// The settings, and the kind beside them.
  public var canonical: CanonicalJSON { canonical(without: nil).with("kind", .text(Self.kind)) }

  public var words: [String] { ["`\(Self.kind)`"] + phrases }
}
