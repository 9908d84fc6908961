extension Record {
  /// Throws the first way in which the record contradicts its own format.
  func validate() throws(Flaw) {
    try Flaw.unless(
      formatVersion == Self.currentFormatVersion, "formatVersion", found: formatVersion,
      "\(Self.currentFormatVersion)")
    try Flaw.unless(Digest.isHexadecimal(key), "key", found: key, "64 hexadecimal digits")
    try Flaw.unless(!label.isEmpty, "label", found: "nothing", "a label")
    switch content {
    case .search(let result): try result.validate()
    case .metaTraining(let result): try result.validate()
    case .tuning(let result): try result.validate()
    case .evaluation(let result): try result.validate()
    case .study(let result): try result.validate()
    }
  }
}

extension SearchResult {
  func validate() throws(Flaw) {
    try Flaw.unless(candidate >= 0, "candidate", found: candidate, "at least 0")
    try Flaw.unless(
      metaLearningRate.isPositiveAndFinite, "metaLearningRate", found: metaLearningRate,
      "a number above 0")
    try Flaw.unless(
      isFiniteIfPresent(validationLoss), "validationLoss", found: validationLoss as Any,
      "a finite number or none")
    try Flaw.unless(metaSteps >= 0, "metaSteps", found: metaSteps, "at least 0")
  }
}

extension MetaTrainingResult {
  func validate() throws(Flaw) {
    try Flaw.unless(metaSeed >= 0, "metaSeed", found: metaSeed, "at least 0")
    try Flaw.unless(
      metaLearningRate.isPositiveAndFinite, "metaLearningRate", found: metaLearningRate,
      "a number above 0")
    try Flaw.unless(
      epochs.indices.contains(bestEpoch), "bestEpoch", found: bestEpoch,
      "one of the \(epochs.count) epochs, counted from 0")
    try Flaw.unless(
      ["epochs", "patience", "curriculum", "diverged"].contains(stopped), "stopped",
      found: stopped, "epochs, patience, curriculum or diverged")
    try Flaw.unless(skippedWindows >= 0, "skippedWindows", found: skippedWindows, "at least 0")
    try Flaw.unless(metaSteps >= 0, "metaSteps", found: metaSteps, "at least 0")
    try Flaw.unless(
      OptimizerFile.isName(optimizerFile), "optimizerFile", found: optimizerFile,
      OptimizerFile.rule)
    try Flaw.unless(
      Digest.isHexadecimal(optimizerDigest), "optimizerDigest", found: optimizerDigest,
      "64 hexadecimal digits")
    try Flaw.unless(
      optimizees.map { $0.count > 1 } ?? true, "optimizees", found: optimizees as Any,
      "two families at least, or none")
    try Flaw.unless(
      validation.map { $0.count > 1 && $0.allSatisfy { $0.horizon ?? 1 >= 1 } } ?? true,
      "validation",
      found: validation as Any,
      "two measurements at least, each at a horizon of at least 1, or none")
    for (index, epoch) in epochs.enumerated() {
      let place = "epochs[\(index)]"
      try Flaw.unless(
        (epoch.horizon == nil) == (epoch.validationHorizon == nil) && epoch.horizon ?? 1 >= 1
          && epoch.validationHorizon ?? 1 >= 1, place, found: epoch.horizon as Any,
        "two horizons of at least 1, or none")
      try Flaw.unless(
        epoch.validationLosses?.count == validation?.count, place,
        found: epoch.validationLosses as Any, "a validation loss for each measurement")
      try Flaw.unless(
        epoch.metaSteps >= 0, place, found: epoch.metaSteps, "metaSteps of at least 0")
      for value in [epoch.trainingLoss, epoch.validationLoss, epoch.largestMetaGradientNorm]
        + (epoch.validationLosses ?? [])
      {
        try Flaw.unless(
          isFiniteIfPresent(value), place, found: value as Any, "finite numbers or none")
      }
    }
  }
}

extension TuningResult {
  func validate() throws(Flaw) {
    try Flaw.unless(horizon >= 1, "horizon", found: horizon, "at least 1")
    try Flaw.unless(functions >= 1, "functions", found: functions, "at least 1")
    try Flaw.unless(widenings >= 0, "widenings", found: widenings, "at least 0")
    try Flaw.unless(
      gradientEvaluations >= 0, "gradientEvaluations", found: gradientEvaluations, "at least 0")
    if let search { return try validate(search) }
    try Flaw.unless(
      curve.contains { $0.learningRate == learningRate }, "learningRate", found: learningRate,
      "one of the curve")
    for (point, next) in zip(curve, curve.dropFirst()) {
      try Flaw.unless(
        point.learningRate < next.learningRate, "curve", found: next.learningRate,
        "a learning rate above \(point.learningRate)")
    }
    for (index, point) in curve.enumerated() {
      let place = "curve[\(index)]"
      try Flaw.unless(
        point.learningRate.isPositiveAndFinite, place, found: point.learningRate,
        "a learning rate above 0")
      try validate(point.meanFinalLoss, diverged: point.diverged, place)
    }
  }

  private func validate(_ search: Search) throws(Flaw) {
    try Flaw.unless(curve.isEmpty, "curve", found: curve.count, "no learning rates beside draws")
    try Flaw.unless(!search.rule.isEmpty, "search.rule", found: "nothing", "a rule's name")
    try Flaw.unless(
      search.draws.indices.contains(search.chosen), "search.chosen", found: search.chosen,
      "one of the \(search.draws.count) draws, counted from 0")
    try Flaw.unless(
      search.draws[search.chosen].settings["learningRate"] == .number(learningRate),
      "learningRate", found: learningRate, "that of the chosen draw")
    try Flaw.unless(
      search.metaSeed ?? 0 >= 0, "search.metaSeed", found: search.metaSeed as Any, "at least 0")
    for (index, draw) in search.draws.enumerated() {
      try validate(draw.meanFinalLoss, diverged: draw.diverged, "search.draws[\(index)]")
    }
  }

  private func validate(
    _ meanFinalLoss: Double?, diverged: Int, _ place: String
  ) throws(Flaw) {
    try Flaw.unless(
      (0...functions).contains(diverged), place, found: diverged,
      "diverged functions of 0 to \(functions)")
    try Flaw.unless(
      isFiniteIfPresent(meanFinalLoss), place, found: meanFinalLoss as Any,
      "a finite meanFinalLoss")
    try Flaw.unless(
      (meanFinalLoss == nil) == (diverged > 0), place, found: "\(diverged) diverged functions",
      "a meanFinalLoss just when no function diverged")
  }
}
