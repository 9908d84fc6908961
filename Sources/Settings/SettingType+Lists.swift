extension SettingType<[Int]> {
  /// One to `most` whole numbers from 1 to `highest`, each above the one before.
  public static func ascending(upTo highest: Int, atMost most: Int) -> SettingType {
    let number = SettingType<Int>.count(upTo: highest)
    return SettingType(
      limits: "1 to \(most) whole numbers, each above the one before; \(number.limits)",
      read: { source in
        var numbers: [Int] = []
        for entry in try source.entries("whole numbers") {
          let number = try number.read(entry)
          if let last = numbers.last, number <= last {
            throw entry.invalid(expected: "a number above the one before (\(last))")
          }
          numbers.append(number)
        }
        guard numbers.count <= most else {
          throw source.invalid(found: "\(numbers.count) numbers", expected: "at most \(most)")
        }
        return numbers
      }, canonical: { .list($0.map(CanonicalJSON.integer)) })
  }
}

extension SettingType<[String]> {
  /// One to `most` different texts; `what` says what each is.
  public static func texts(_ what: String, atMost most: Int) -> SettingType {
    SettingType(
      limits: "1 to \(most), each once",
      read: { source in
        var texts: [String] = []
        for entry in try source.entries(what) {
          let text = try entry.text(what)
          guard !texts.contains(text) else {
            throw entry.invalid(found: "\(text) a second time", expected: "each once")
          }
          texts.append(text)
        }
        guard texts.count <= most else {
          throw source.invalid(found: "\(texts.count) entries", expected: "at most \(most)")
        }
        return texts
      }, canonical: { .list($0.map(CanonicalJSON.text)) })
  }
}
