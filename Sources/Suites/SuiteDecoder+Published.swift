import Results
import Settings

/// What a suite file says under `published`.
struct Published {
  var curves: [PublishedFigure] = []
  var finalLosses: [PublishedFinalLosses] = []
}

extension SuiteDecoder {
  /// Reads the entries and the files they name; every value is one an evaluation stands beside.
  func published(_ value: YAMLValue, _ evaluations: [Suite.Evaluation]) throws -> Published {
    var published = Published()
    var figures: Set<String> = []
    for entry in try value.list("published figures") {
      let section = try YAMLSection(entry, keys: SuiteKeys.published.names)
      let figure = try section.required("figure")
      guard figures.insert(try figure.identifier()).inserted else {
        throw figure.invalid(
          found: "\(try figure.identifier()) a second time", expected: "each figure once")
      }
      let kind = try section.optional("kind")?
        .choice(of: PublishedKind.allCases.map(\.rawValue), "a kind of figure")
      switch kind.flatMap(PublishedKind.init) ?? .curves {
      case .curves: published.curves.append(try curves(section, entry, evaluations))
      case .finalLosses: published.finalLosses.append(try finalLosses(entry, evaluations))
      }
    }
    return published
  }

  /// Without a `kind`, an entry names curves.
  private enum PublishedKind: String, CaseIterable {
    case curves
    case finalLosses = "final-losses"
  }

  private func curves(
    _ section: YAMLSection, _ entry: YAMLValue, _ evaluations: [Suite.Evaluation]
  ) throws -> PublishedFigure {
    let optimizeeValue = try section.required("optimizee")
    let optimizee = try optimizeeValue.text("an optimizee")
    let horizon = try section.required("horizon").integer(1...Distribution.largestHorizon)
    guard evaluations.contains(optimizee: optimizee, horizon: horizon) else {
      throw entry.invalid(
        found: "\(excerpt(optimizee)) at horizon \(horizon)",
        expected: "an optimizee and horizon among the evaluations")
    }
    try check([optimizee], areLikePublished: evaluations, at: optimizeeValue)
    return PublishedFigure(
      figure: try section.required("figure").identifier(), optimizee: optimizee, horizon: horizon,
      curves: try readPublished(section.required("file")) { bytes, file in
        try PublishedFile.curves(bytes, file: file, horizon: horizon)
      })
  }

  private func finalLosses(
    _ entry: YAMLValue, _ evaluations: [Suite.Evaluation]
  ) throws -> PublishedFinalLosses {
    let section = try YAMLSection(entry, keys: SuiteKeys.publishedFinalLosses.names)
    let horizonValue = try section.required("horizon")
    let horizon = try horizonValue.integer(1...Distribution.largestHorizon)
    let optimizees = Set(evaluations.filter { $0.horizon == horizon }.map(\.optimizee.name))
    guard !optimizees.isEmpty else {
      throw horizonValue.invalid(expected: "a horizon among the evaluations")
    }
    let file = try section.required("file")
    let points = try readPublished(file) { bytes, file in
      try PublishedFile.finalLosses(bytes, file: file, optimizees: optimizees, horizon: horizon)
    }
    try check(points.map(\.optimizee), areLikePublished: evaluations, at: file)
    return PublishedFinalLosses(
      figure: try section.required("figure").identifier(), horizon: horizon, points: points)
  }

  /// Throws where what `optimizees` stand for is not a publication's own work.
  private func check(
    _ optimizees: [String], areLikePublished evaluations: [Suite.Evaluation], at place: YAMLValue
  ) throws {
    for evaluation in evaluations where optimizees.contains(evaluation.optimizee.name) {
      guard let reason = evaluation.optimizee.facts.unlikePublished else { continue }
      throw place.invalid(
        found: "\(evaluation.optimizee.name), but \(reason)",
        expected: "an optimizee whose losses may stand beside published ones")
    }
  }

  private func readPublished<Content>(
    _ value: YAMLValue, _ parse: (_ bytes: [UInt8], _ file: String) throws -> Content
  ) throws -> Content {
    let bytes = try readNamed(value, expected: "a file of published values")
    return try parse(bytes, value.text())
  }
}
