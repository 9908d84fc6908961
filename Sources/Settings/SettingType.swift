/// What a setting may be: how it is read and checked, how it enters digests and keys, and what the page
/// of the suite file says of it.
public struct SettingType<Value: Sendable>: Sendable {
  /// The limits as the page states them; empty where there are none to state.
  public let limits: String
  public let read: @Sendable (any SettingSource) throws -> Value
  public let canonical: @Sendable (Value) -> CanonicalJSON

  public init(
    limits: String, read: @escaping @Sendable (any SettingSource) throws -> Value,
    canonical: @escaping @Sendable (Value) -> CanonicalJSON
  ) {
    self.limits = limits
    self.read = read
    self.canonical = canonical
  }
}

extension SettingType<Int> {
  /// A whole number between two limits.
  public static func count(from lowest: Int = 1, upTo highest: Int) -> SettingType {
    SettingType(
      limits: "\(grouped(lowest)) to \(grouped(highest))",
      read: { try $0.integer(lowest...highest) }, canonical: CanonicalJSON.integer)
  }
}

extension SettingType<Double> {
  /// A number above 0, at most `highest`, that as a Float is neither 0 nor infinite.
  public static func positive(atMost highest: Double = .infinity) -> SettingType {
    let limits = "above 0" + (highest.isFinite ? ", at most \(shortest(highest))" : "")
    return SettingType(
      limits: limits,
      read: { source in
        try source.number("a number \(limits), that a Float can hold") {
          0 < Float($0) && Float($0) < .infinity && $0 <= highest
        }
      }, canonical: CanonicalJSON.number)
  }

  public static func number(from lowest: Double, to highest: Double) -> SettingType {
    let limits = "\(shortest(lowest)) to \(shortest(highest))"
    return SettingType(
      limits: limits,
      read: { try $0.number("a number from \(limits)") { lowest <= $0 && $0 <= highest } },
      canonical: CanonicalJSON.number)
  }

  /// A number above 0 and below 1.
  public static let fraction = SettingType(
    limits: "above 0, below 1",
    read: { try $0.number("a number above 0, below 1") { 0 < $0 && $0 < 1 } },
    canonical: CanonicalJSON.number)
}

extension SettingType<String> {
  public static func text(_ what: String) -> SettingType {
    SettingType(limits: "", read: { try $0.text(what) }, canonical: CanonicalJSON.text)
  }
}

extension SettingType
where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the cases, by their names; `what` says what they are.
  public static func choice(_ what: String) -> SettingType {
    let names = Value.allCases.map(\.rawValue)
    return SettingType(
      limits: names.map { "`\($0)`" }.joined(separator: " or "),
      read: { source in
        let name = try source.choice(of: names, what)
        guard let value = Value(rawValue: name) else { preconditionFailure("\(name) has a case") }
        return value
      }, canonical: { .text($0.rawValue) })
  }
}

extension SettingType where Value: SettingsGroup {
  /// A section of the file with settings of its own.
  public static var section: SettingType {
    SettingType(limits: "", read: { try Value(reading: $0) }, canonical: \.canonical)
  }
}

/// `1048576` as `1,048,576`.
private func grouped(_ number: Int) -> String {
  var digits = Array("\(number)")
  var position = digits.count - 3
  while position > 0 {
    digits.insert(",", at: position)
    position -= 3
  }
  return String(digits)
}

/// `1 epoch`, `2 epochs`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

/// The shortest digits, a whole number without its `.0`.
public func shortest(_ number: Double) -> String {
  let text = "\(number)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
