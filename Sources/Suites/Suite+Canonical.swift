import Results
import Settings

extension Suite {
  /// Everything the file says, whatever its layout, comments and defaults left out.
  var canonical: CanonicalJSON {
    var fields: [String: CanonicalJSON] = [
      "suite": .text(name),
      "description": .text(description),
      "seed": .unsigned(seed),
      "budgetMinutes": .number(budgetMinutes),
      "margin": .number(margin),
      "learned": .list(learned.map(\.canonical)),
      "minimisers": .list(minimisers.map(CanonicalJSON.text)),
      "evaluations": .list(evaluations.map(\.canonical)),
      "published": .list(published.map(\.canonical)),
    ]
    fields["learnedMargin"] = learnedMargin.map(CanonicalJSON.number)
    if let handDesigned {
      fields["handDesigned"] = [
        "optimizers": .list(handDesigned.optimizers.map(CanonicalJSON.text)),
        "tuning": handDesigned.tuning.canonical,
      ]
    }
    if !publishedFinalLosses.isEmpty {
      fields["publishedFinalLosses"] = .list(publishedFinalLosses.map(\.canonical))
    }
    return .object(fields)
  }
}

extension Suite.Learned {
  fileprivate var canonical: CanonicalJSON {
    [
      "name": .text(name), "metaSeeds": .integer(metaSeeds), "training": training.canonical,
      "metaLearningRate": metaLearningRate.canonical,
    ]
  }
}

extension Suite.MetaLearningRate {
  fileprivate var canonical: CanonicalJSON {
    switch self {
    case .fixed(let rate): .number(rate)
    case .search(let lowest, let highest, let candidates, let epochs):
      [
        "lowest": .number(lowest), "highest": .number(highest),
        "candidates": .integer(candidates), "epochs": .integer(epochs),
      ]
    }
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

extension TrainingSettings {
  /// The optimizee by name only; its fingerprint enters the key of a cell, not the suite's digest.
  var canonical: CanonicalJSON {
    var fields: [String: CanonicalJSON] = [
      "kind": .text(kind),
      "optimizee": .text(optimizee.name),
      "preprocessing": preprocessing.canonical,
      "outputScale": .number(outputScale),
      "horizon": .integer(horizon),
      "unrollLength": .integer(unrollLength),
      "functionsPerEpisode": .integer(functionsPerEpisode),
      "episodesPerEpoch": .integer(episodesPerEpoch),
      "epochs": .integer(epochs),
      "validationFunctions": .integer(validationFunctions),
      "decay": .number(decay),
    ]
    fields["coordinateSigns"] = coordinateSigns.map { .text($0.rawValue) }
    // 1 is what its absence stands for.
    fields["forgetBias"] = forgetBias.flatMap { $0 == 1 ? nil : .number($0) }
    fields["patience"] = patience.map(CanonicalJSON.integer)
    fields["gradientClipping"] = gradientClipping.map(CanonicalJSON.number)
    fields["averaging"] = averaging.map(CanonicalJSON.number)
    // 1 is what its absence stands for.
    fields["laterUpdateScale"] = laterUpdateScale.flatMap { $0 == .all(1) ? nil : $0.canonical }
    fields["initialScale"] = initialScale.map(Self.canonical)
    fields["validationScale"] = validationScale.map(Self.canonical)
    fields["metaGradientStride"] = metaGradientStride.map(CanonicalJSON.integer)
    return .object(fields)
  }

  private static func canonical(_ scale: ClosedRange<Double>) -> CanonicalJSON {
    ["lowest": .number(scale.lowerBound), "highest": .number(scale.upperBound)]
  }
}

extension LaterUpdateScale {
  fileprivate var canonical: CanonicalJSON {
    switch self {
    case .all(let factor): .number(factor)
    case .each(let factors): .list(factors.map(CanonicalJSON.number))
    }
  }
}

extension Preprocessing {
  fileprivate var canonical: CanonicalJSON {
    switch self {
    case .raw: "raw"
    case .logAndSign(let p): ["logAndSign": .number(p)]
    }
  }
}

extension TuningSettings {
  var canonical: CanonicalJSON {
    [
      "functions": .integer(functions),
      "lowestLearningRate": .number(lowestLearningRate),
      "highestLearningRate": .number(highestLearningRate),
      "pointsPerDecade": .integer(pointsPerDecade),
      "refinements": .integer(refinements),
    ]
  }
}
