import Settings

/// A part of an ensemble: an optimizee of its own, times a weight.
public struct EnsemblePart: Equatable, Sendable {
  public var optimizee: Suite.Optimizee
  public var weight: Double

  /// Parts of one ensemble. `Optimizees` has streams for as many.
  public static let limit = 8

  /// What a suite file says of it.
  struct Entry: SettingsGroup {
    var optimizee = ""
    var weight = 1.0

    static let fields: [Field<Entry>] = [
      Field("optimizee", \.optimizee, .text("an optimizee"), page: "a family, no ensemble"),
      Field("weight", \.weight, .positive(), default: 1, page: "factor on its loss"),
    ]
  }

  var canonical: CanonicalJSON {
    ["optimizee": .text(optimizee.name), "weight": .number(weight)]
  }

  var words: String { "\(shortest(weight)) × `\(optimizee.name)`" }
}

extension SuiteDecoder {
  /// The same, with ensembles among the optimizees.
  func adding(ensembles value: YAMLValue?) throws -> SuiteDecoder {
    var decoder = self
    for entry in try value?.list("ensembles") ?? [] {
      let section = try YAMLSection(entry, keys: SuiteKeys.ensemble.names)
      let nameValue = try section.required("name")
      let name = try nameValue.identifier()
      let isTaken = decoder.ensembles.contains { $0.name == name } || isFamily(name)
      guard !isTaken else {
        throw nameValue.invalid(expected: "a name of its own; there is an optimizee of that name")
      }
      let partsValue = try section.required("parts")
      let parts = try partsValue.list("parts").map(part)
      guard parts.count <= EnsemblePart.limit else {
        throw partsValue.invalid(
          found: "\(parts.count) parts", expected: "at most \(EnsemblePart.limit)")
      }
      decoder.ensembles.append(Suite.Optimizee(ensemble: name, of: parts))
    }
    return decoder
  }

  /// A family whose data is missing is one too.
  private func isFamily(_ name: String) -> Bool {
    do { return try vocabulary.optimizee(name) != nil } catch { return true }
  }

  private func part(_ value: YAMLValue) throws -> EnsemblePart {
    let entry = try EnsemblePart.Entry(reading: value)
    let name = try YAMLSection(value, keys: EnsemblePart.Entry.keys).required("optimizee")
    return EnsemblePart(optimizee: try family(name), weight: entry.weight)
  }
}

extension Suite.Optimizee {
  fileprivate init(ensemble name: String, of parts: [EnsemblePart]) {
    let facts = parts.map(\.optimizee.facts)
    let definition = "`\(name)` is \(parts.map(\.words).joined(separator: " + "))"
    self.init(
      name: name,
      facts: OptimizeeFacts(
        isDeterministic: facts.allSatisfy(\.isDeterministic),
        fingerprint: zip(parts, facts).map { "\($0.words) (\($1.fingerprint))" }
          .joined(separator: " + "),
        arithmetic: facts.arithmetic,
        dataNote: ([definition] + facts.compactMap(\.dataNote)).joined(separator: "; "),
        parameterCount: facts.reduce(0) { $0 + $1.parameterCount }),
      parts: parts)
  }

  /// Of an ensemble: its definition.
  var canonical: CanonicalJSON {
    ["name": .text(name), "parts": .list(parts.map(\.canonical))]
  }
}
