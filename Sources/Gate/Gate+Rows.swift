import Results
import Statistics

extension Gate {
  static func compare(
    _ old: Evaluations.Row, _ new: Evaluations.Row?, margin: Double
  ) -> Comparison.Row {
    guard let new else {
      return incomparable(old.name, "missing: the candidate has no such row", margin: margin)
    }
    if let reason = obstacle(old, new) { return incomparable(old.name, reason, margin: margin) }
    var row =
      if old.results.map(\.finalLosses) == new.results.map(\.finalLosses) {
        equal(old, margin: margin)
      } else if old.isOfMinimiser {
        compareByTolerance(old, new)
      } else {
        test(old, new, margin: margin)
      }
    if old.kind == .learned {
      row.smallestRegression = ReferenceStrength(old.samples)
        .smallestRegression(margin: margin, level: level)
    }
    return row
  }

  /// Why two rows cannot be compared; nil when they can.
  private static func obstacle(_ old: Evaluations.Row, _ new: Evaluations.Row) -> String? {
    if old.external != new.external { return "external on one side only" }
    if old.kind != new.kind { return "learned on one side only" }
    guard old.functions.count == 1, new.functions == old.functions, old.functions != [0] else {
      return "functions: \(list(old.functions)) in the reference, \(list(new.functions)) in the "
        + "candidate"
    }
    guard old.metaSeeds == new.metaSeeds else {
      return "meta-seeds: \(old.metaSeeds.compactMap(\.self)) in the reference, "
        + "\(new.metaSeeds.compactMap(\.self)) in the candidate"
    }
    guard old.windows == new.windows else {
      return "values averaged into a final loss: \(list(old.windows)) in the reference, "
        + "\(list(new.windows)) in the candidate"
    }
    let lost = zip(old.samples.values, new.samples.values).count {
      $0 < .infinity && $1 == .infinity
    }
    if lost > 0 {
      return "\(lost) final losses are absent or not finite where the reference has one"
    }
    return nil
  }

  private static func list(_ counts: Set<Int>) -> String {
    counts.sorted().map(String.init).joined(separator: " or ")
  }

  /// The same numbers, however few, divergences included.
  private static func equal(_ source: Evaluations.Row, margin: Double) -> Comparison.Row {
    var row = row(source, margin: margin)
    row.outcome = .pass
    row.compared = "equal final losses: \(size(of: source.samples, source.kind))"
    row.equal = true
    row.ratio = 1
    row.shownNonInferior = true
    return row
  }

  /// Effect, interval and raw p values; the outcome waits for the other rows (`Comparison.decide`).
  /// What diverged in the reference is left out (`Samples.withoutDivergences`). A divergence of the
  /// candidate where the reference has none is an obstacle before it comes to this.
  private static func test(
    _ old: Evaluations.Row, _ new: Evaluations.Row, margin: Double
  ) -> Comparison.Row {
    let (before, after) = (old.samples, new.samples)
    var row = row(old, margin: margin)
    row.ratio = typicalRatio(before, after)
    row.theseOptimizers = old.kind == .learned ? theseOptimizers(before, after) : nil
    guard let part = before.withoutDivergences(rowsAtLeast: old.kind == .learned ? 2 : 1) else {
      row.compared = "not tested: \(size(of: before, old.kind))"
      if before.diverged > 0 { row.compared += ", \(before.diverged) final losses diverged" }
      row.compared += "; expected at least two functions"
      if old.kind == .learned { row.compared += " and two meta-seeds" }
      row.compared += " without a divergence in the reference"
      return row
    }
    let kept = before.selecting(part)
    let test = LogRatioTest(
      logarithms: after.selecting(part).logarithms, against: kept.logarithms)
    row.compared = "final losses of \(size(of: kept, old.kind))"
    let (seedsLeft, functionsLeft) = (
      before.metaSeeds - kept.metaSeeds, before.functions - kept.functions
    )
    if seedsLeft > 0 {
      row.compared += "; \(Comparison.count(seedsLeft, "meta-seed")) diverged in the reference"
    }
    if functionsLeft > 0 {
      row.compared += "; \(Comparison.count(functionsLeft, "function")) diverged in the reference"
    }
    row.ratio = Elementary.exp(test.estimate)
    row.interval = test.ratioInterval()
    row.worsePValue = test.worsePValue()
    row.betterPValue = test.betterPValue()
    return row
  }

  /// The test over functions, with the mean over the meta-seeds at hand as one value a function.
  private static func theseOptimizers(
    _ before: Samples, _ after: Samples
  ) -> Comparison.TheseOptimizers? {
    guard let part = before.withoutDivergences(rowsAtLeast: 1) else { return nil }
    let (old, new) = (before.selecting(part).logarithms, after.selecting(part).logarithms)
    let test = LogRatioTest(
      logarithms: Samples([new.columnMeans]), against: Samples([old.columnMeans]))
    return Comparison.TheseOptimizers(
      metaSeeds: old.metaSeeds, ratio: Elementary.exp(test.estimate),
      interval: test.ratioInterval())
  }

  /// Geometric mean over the functions on which nothing diverged; nil when there is none.
  private static func typicalRatio(_ before: Samples, _ after: Samples) -> Double? {
    let kept = Samples.functionsWithoutDivergence(before, after)
    guard !kept.isEmpty else { return nil }
    let (old, new) = (before.selecting(functions: kept), after.selecting(functions: kept))
    return Elementary.exp(
      Summary.mean(new.logarithms.rowMeans) - Summary.mean(old.logarithms.rowMeans))
  }

  /// Rows whose bits depend on a foreign library: no test, only closeness of the medians.
  private static func compareByTolerance(
    _ old: Evaluations.Row, _ new: Evaluations.Row
  ) -> Comparison.Row {
    let before = Summary.median(old.samples.values)
    let after = Summary.median(new.samples.values)
    var row = row(old, margin: externalTolerance)
    row.compared =
      "medians of \(size(of: old.samples, old.kind)), \(before.text(digits: 3)) and "
      + "\(after.text(digits: 3)), by tolerance"
    // Half of the reference diverged: its median is no number to be close to.
    guard before < .infinity else { return row }
    let ratio = max(after, externalFloor) / max(before, externalFloor)
    let limit = 1 + externalTolerance
    row.outcome = ratio > limit ? .regression : ratio < 1 / limit ? .improvement : .pass
    row.ratio = ratio
    row.shownNonInferior = ratio <= limit
    return row
  }

  private static func size(of samples: Samples, _ kind: EvaluationResult.Kind) -> String {
    let functions = Comparison.count(samples.functions, "function")
    guard kind == .learned else { return functions }
    return "\(functions) × \(Comparison.count(samples.metaSeeds, "meta-seed"))"
  }

  static func incomparable(
    _ name: Evaluations.Name, _ reason: String, margin: Double
  ) -> Comparison.Row {
    var row = Comparison.Row(name, margin: margin)
    row.outcome = .incomparable
    row.compared = reason
    return row
  }

  private static func row(_ source: Evaluations.Row, margin: Double) -> Comparison.Row {
    Comparison.Row(source.name, margin: margin)
  }
}

extension Comparison.Row {
  /// Undecided, with nothing compared so far.
  init(_ name: Evaluations.Name, margin: Double) {
    self.init(
      optimizee: name.optimizee, horizon: name.horizon, optimizer: name.optimizer,
      outcome: .undecided, compared: "", equal: false, margin: margin, shownNonInferior: false)
  }
}
