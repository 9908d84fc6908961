import Results
import Settings

extension Suite {
  /// Everything the file says, whatever its layout, comments and defaults left out.
  var canonical: CanonicalJSON {
    var fields: [String: CanonicalJSON] = [
      "suite": .text(name),
      "head": head.canonical,
      "learned": .list(learned.map(\.canonical)),
      "minimisers": .list(minimisers.map(CanonicalJSON.text)),
      "evaluations": .list(evaluations.map(\.canonical)),
      "published": .list(published.map(\.canonical)),
    ]
    if !ensembles.isEmpty { fields["ensembles"] = .list(ensembles.map(\.canonical)) }
    if !frozen.isEmpty { fields["frozen"] = .list(frozen.map(\.canonical)) }
    if !external.isEmpty { fields["external"] = .list(external.map(\.canonical)) }
    if let handDesigned {
      fields["handDesigned"] = handDesigned.canonical
    }
    if !studies.isEmpty { fields["studies"] = .list(studies.map(\.canonical)) }
    if !publishedFinalLosses.isEmpty {
      fields["publishedFinalLosses"] = .list(publishedFinalLosses.map(\.canonical))
    }
    return .object(fields)
  }
}

extension Suite.Learned {
  /// The optimizee by name only; its fingerprint enters the key of a cell, not the suite's digest.
  fileprivate var canonical: CanonicalJSON {
    let fields: CanonicalJSON = [
      "name": .text(name), "metaSeeds": .integer(metaSeeds), "training": training.canonical,
    ]
    return tuning.map { fields.with("tuning", $0.settings.canonical) } ?? fields
  }
}

extension Suite.HandDesigned {
  fileprivate var canonical: CanonicalJSON {
    var fields: [String: CanonicalJSON] = [:]
    if !optimizers.isEmpty {
      fields["optimizers"] = .list(optimizers.map(CanonicalJSON.text))
      fields["tuning"] = tuning.canonical
    }
    if let randomSearch {
      fields["randomSearch"] = randomSearch.settings.canonical.with(
        "optimizers", .list(randomSearch.rules.map { .text($0.name) }))
    }
    return .object(fields)
  }
}

extension Suite.Study {
  fileprivate var canonical: CanonicalJSON {
    [
      "optimizer": .text(optimizer), "at": .text(point.rawValue), "settings": settings.canonical,
    ]
  }
}

extension Suite.Evaluation {
  fileprivate var canonical: CanonicalJSON {
    [
      "optimizee": .text(optimizee.name), "horizon": .integer(horizon),
      "functions": .integer(functions),
    ]
  }
}

extension PublishedFigure {
  fileprivate var canonical: CanonicalJSON {
    [
      "figure": .text(figure), "optimizee": .text(optimizee), "horizon": .integer(horizon),
      "curves": .list(
        curves.map { curve in
          [
            "optimizer": .text(curve.optimizer),
            "updates": .list(curve.updates.map(CanonicalJSON.integer)),
            "losses": .list(curve.losses.map(CanonicalJSON.number)),
          ]
        }),
    ]
  }
}

extension PublishedFinalLosses {
  fileprivate var canonical: CanonicalJSON {
    [
      "figure": .text(figure), "horizon": .integer(horizon),
      "points": .list(
        points.map { point in
          [
            "optimizer": .text(point.optimizer), "optimizee": .text(point.optimizee),
            "loss": .number(point.loss),
          ]
        }),
    ]
  }
}
