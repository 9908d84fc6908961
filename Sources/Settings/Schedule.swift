import Statistics

/// A number that changes over equal parts of a whole: over the epochs of a meta-training run, the
/// windows of an episode, or the stages of a curriculum.
public enum Schedule: Equatable, Sendable {
  case constant(Double)
  /// One number after the other, each for an equal share of the parts.
  case steps([Double])
  /// From `from` before the first part to `to` after the last, by the same factor a part.
  case geometric(from: Double, to: Double)
  /// From `from` before the first part to `to` after the last, by the same difference a part.
  case linear(from: Double, to: Double)
}

extension Schedule {
  /// The number of part `part` of `parts`, counted from 0: the value at the part's beginning.
  public func value(_ part: Int, of parts: Int) -> Double {
    precondition((0..<parts).contains(part), "part \(part) of \(parts)")
    switch self {
    case .constant(let value): return value
    case .steps(let values): return values[part * values.count / parts]
    case .geometric(let from, let to):
      let root = Elementary.exp(Elementary.log(to / from) / Double(parts))
      return (0..<part).reduce(from) { value, _ in value * root }
    case .linear(let from, let to): return from + (to - from) * (Double(part) / Double(parts))
    }
  }

  /// Throws where a list has more entries than there are `parts`: some of them would never be used.
  /// `part` says what a part is.
  public func check(_ setting: String, parts: Int, _ part: String) throws(SettingConflict) {
    guard case .steps(let values) = self, values.count > parts else { return }
    throw SettingConflict(
      setting, found: "\(values.count) entries", expected: "at most \(parts), one for each \(part)")
  }

  /// Every number that the schedule is made of.
  public var numbers: [Double] {
    switch self {
    case .constant(let value): [value]
    case .steps(let values): values
    case .geometric(let from, let to), .linear(let from, let to): [from, to]
    }
  }

  public var words: String {
    switch self {
    case .constant(let value): "× \(shortest(value))"
    case .steps(let values): "× \(values.map(shortest).joined(separator: ", "))"
    case .geometric(let from, let to):
      "falling geometrically from × \(shortest(from)) to × \(shortest(to))"
    case .linear(let from, let to): "from × \(shortest(from)) to × \(shortest(to)), linearly"
    }
  }
}

extension SettingType<Schedule> {
  /// A schedule whose numbers are each a `number`: one number, a list of numbers, or a shape with its
  /// ends.
  public static func schedule(of number: SettingType<Double>) -> SettingType {
    SettingType(
      limits: "a number, a list, or `{ shape: geometric, from: …, to: … }`; each \(number.limits)",
      read: { source in
        if source.isList {
          return .steps(try source.entries("numbers").map(number.read))
        }
        guard source.isMapping else { return .constant(try number.read(source)) }
        let values = try source.values(keys: ["shape", "from", "to"])
        func required(_ key: String) throws -> any SettingSource {
          guard let value = values[key] else { throw source.missing(key) }
          return value
        }
        let shape = try required("shape").choice(of: ["geometric", "linear"], "a shape")
        let from = try values["from"].map(number.read) ?? 1
        let to = try number.read(required("to"))
        return shape == "linear" ? .linear(from: from, to: to) : .geometric(from: from, to: to)
      },
      canonical: { schedule in
        switch schedule {
        case .constant(let value): .number(value)
        case .steps(let values): .list(values.map(CanonicalJSON.number))
        case .geometric(let from, let to):
          ["shape": "geometric", "from": .number(from), "to": .number(to)]
        case .linear(let from, let to):
          ["shape": "linear", "from": .number(from), "to": .number(to)]
        }
      })
  }
}
