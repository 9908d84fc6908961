extension EvaluationResult {
  /// Throws the first way in which the counts, gaps and divergences contradict each other.
  func validate() throws(Flaw) {
    try Flaw.unless(horizon >= 1, "horizon", found: horizon, "at least 1")
    try Flaw.unless(finalLossWindow >= 1, "finalLossWindow", found: finalLossWindow, "at least 1")
    try Flaw.unless(
      (kind == .learned) == (metaSeed != nil), "metaSeed", found: metaSeed as Any,
      "a metaSeed just when the optimizer is learned")
    try Flaw.unless((metaSeed ?? 0) >= 0, "metaSeed", found: metaSeed as Any, "at least 0")
    try Flaw.unless(
      frozenDigest.map { kind == .learned && Digest.isHexadecimal($0) } ?? true, "frozenDigest",
      found: frozenDigest as Any, "64 hexadecimal digits, of a learned optimizer alone")
    try Flaw.unless(
      learningRate?.isPositiveAndFinite ?? true, "learningRate", found: learningRate as Any,
      "a number above 0 or none")
    try validateFunctions()
    try validateTrajectory()
    try validateHeldOut()
  }

  private func validateFunctions() throws(Flaw) {
    try Flaw.unless(!finalLosses.isEmpty, "finalLosses", found: "none", "at least one")
    try Flaw.unless(
      areas.count == finalLosses.count, "areas", found: areas.count,
      "\(finalLosses.count), one for each final loss")
    var diverged = 0
    for divergence in divergences {
      try Flaw.unless(
        finalLosses.indices.contains(divergence.function), "divergences",
        found: "function \(divergence.function)", "one of the \(finalLosses.count) functions")
      try Flaw.unless(
        (0...horizon).contains(divergence.firstBadStep), "divergences",
        found: "firstBadStep \(divergence.firstBadStep)", "0 to \(horizon)")
    }
    for (previous, next) in zip(divergences, divergences.dropFirst()) {
      try Flaw.unless(
        previous.function < next.function, "divergences", found: "function \(next.function)",
        "one above \(previous.function)")
    }
    for function in finalLosses.indices {
      let isDiverged = diverged < divergences.count && divergences[diverged].function == function
      if isDiverged { diverged += 1 }
      for (place, value) in [
        ("finalLosses[\(function)]", finalLosses[function]),
        ("areas[\(function)]", areas[function]),
      ] {
        try Flaw.unless(
          (value == nil) == isDiverged && isFiniteIfPresent(value), place, found: value as Any,
          isDiverged ? "none, for the function diverged" : "a finite number")
      }
    }
  }

  private func validateTrajectory() throws(Flaw) {
    let allDiverged = divergences.count == finalLosses.count
    if let updates = trajectory.updates {
      try Flaw.unless(
        !allDiverged && horizon > KeptUpdates.longestWhole
          && updates == KeptUpdates.of(horizon: horizon), "trajectory.updates",
        found: "\(updates.count) numbers of updates",
        "the numbers of updates that records of a horizon of \(horizon) keep, or none")
    }
    let count = allDiverged ? 0 : trajectory.updates?.count ?? horizon + 1
    for (name, values) in [
      ("mean", trajectory.mean), ("lowerQuartile", trajectory.lowerQuartile),
      ("median", trajectory.median), ("upperQuartile", trajectory.upperQuartile),
    ] {
      try Flaw.unless(
        values.count == count, "trajectory.\(name)", found: "\(values.count) values", "\(count)")
      try Flaw.unless(
        values.allSatisfy(\.isFinite), "trajectory.\(name)", found: "a number that is not finite",
        "finite numbers")
    }
  }

  private func validateHeldOut() throws(Flaw) {
    guard let heldOut else { return }
    try Flaw.unless(!heldOut.isEmpty, "heldOut", found: "nothing", "at least one checkpoint")
    let diverged = Set(divergences.map(\.function))
    var lowest = 1
    for checkpoint in heldOut {
      try Flaw.unless(
        lowest <= checkpoint.updates && checkpoint.updates <= horizon, "heldOut",
        found: "\(checkpoint.updates) updates", "\(lowest) to \(horizon)")
      lowest = checkpoint.updates + 1
      let place = "heldOut after \(checkpoint.updates)"
      let (losses, accuracies) = (checkpoint.losses, checkpoint.accuracies)
      try Flaw.unless(
        losses.count == finalLosses.count && accuracies.count == finalLosses.count, place,
        found: "\(losses.count) losses, \(accuracies.count) accuracies",
        "\(finalLosses.count) each, one for each final loss")
      let haveAccuracy = accuracies.contains { $0 != nil }
      for (function, (loss, accuracy)) in zip(losses, accuracies).enumerated() {
        try Flaw.unless(
          isFiniteIfPresent(loss) && (0...1).contains(accuracy ?? 0)
            && (accuracy != nil) == (haveAccuracy && loss != nil)
            && (loss == nil || !diverged.contains(function)),
          "\(place)[\(function)]", found: "\(loss as Any), \(accuracy as Any)",
          "a finite loss with an accuracy of 0 to 1 if others have one, or neither, as for a diverged "
            + "function")
      }
    }
  }
}
