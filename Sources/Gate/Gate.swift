import Results
import Statistics

/// Compares the results of a candidate with a reference. It fails closed: whatever cannot be compared
/// is incomparable, never a pass.
///
/// Each row is tested on ln(candidate / reference) of the final losses, paired by function, with
/// meta-seeds and functions both taken as random (`LogRatioTest`). A row is
///
/// - a **regression** when it is significantly worse (the hypothesis of a ratio of at most 1 is
///   rejected at `level` after Benjamini and Hochberg over the rows) and its 95 % interval reaches
///   beyond 1 + margin, so that it is not shown to be non-inferior;
/// - an **improvement** when the same holds in the other direction, beyond 1/(1 + margin);
/// - a **pass** otherwise.
///
/// On unchanged optimizers every hypothesis is true, so the chance that any row of the suite is called
/// a regression is at most `level`.
public enum Gate {
  public static let level = 0.05

  /// Relative closeness asked of the median final loss of rows whose bits depend on a foreign library.
  public static let externalTolerance = 0.05
  /// Median final losses of such rows below this count as equal: they are rounding.
  public static let externalFloor = 1e-9

  /// The default layer: statistics, row by row, with the reference's margin.
  public static func compare(
    reference: (manifest: Manifest, records: [Record]),
    candidate: (manifest: Manifest, records: [Record])
  ) -> Verdict {
    let old = Evaluations(
      manifest: reference.manifest, records: reference.records, side: "reference")
    let new = Evaluations(
      manifest: candidate.manifest, records: candidate.records, side: "candidate")
    var verdict = Verdict(
      suite: reference.manifest.suite, outcome: .incomparable,
      problems: mismatches(reference.manifest, candidate.manifest) + old.problems + new.problems,
      notes: notes(reference.manifest, candidate.manifest), margin: reference.manifest.margin,
      level: level, rows: [])
    verdict.rows = old.rows.map { row in
      compare(
        row, new.rows.first { $0.name == row.name }, margin: reference.manifest.margin)
    }
    for row in new.rows where !old.rows.contains(where: { $0.name == row.name }) {
      verdict.rows.append(
        incomparable(
          row.name, "extra: the reference has no such row", margin: reference.manifest.margin))
    }
    if verdict.rows.isEmpty { verdict.problems.append("the reference has no evaluation") }
    verdict.judge()
    verdict.conclude()
    return verdict
  }

  /// The exact layer, for changes that are meant to change nothing.
  public static func compareExactly(
    suites: (reference: String, candidate: String), referenceDigest: String,
    candidateDigest: String
  ) -> Verdict {
    let equal = referenceDigest == candidateDigest
    var problems: [String] = []
    if referenceDigest.isEmpty || candidateDigest.isEmpty { problems.append("a digest is absent") }
    if suites.reference != suites.candidate {
      problems.append(foreign(suite: suites.candidate, reference: suites.reference))
    }
    let found = "reference '\(referenceDigest)', candidate '\(candidateDigest)'"
    return Verdict(
      suite: suites.reference,
      outcome: !problems.isEmpty ? .incomparable : equal ? .pass : .regression,
      problems: problems,
      notes: [(equal ? "the digests are equal: " : "the digests differ: ") + found], margin: 0,
      level: 0, rows: [])
  }
}

extension Gate {
  private static func foreign(suite: String, reference: String) -> String {
    "the candidate is of suite '\(suite)', the reference of '\(reference)'"
  }

  private static func mismatches(_ reference: Manifest, _ candidate: Manifest) -> [String] {
    var problems: [String] = []
    if reference.suite != candidate.suite {
      problems.append(foreign(suite: candidate.suite, reference: reference.suite))
    }
    for (side, manifest) in [("reference", reference), ("candidate", candidate)]
    where manifest.formatVersion != Record.currentFormatVersion {
      problems.append(
        "the \(side) has format version \(manifest.formatVersion), expected "
          + "\(Record.currentFormatVersion)")
    }
    if !(reference.margin >= 0 && reference.margin < .infinity) {
      problems.append("the reference's margin is \(reference.margin), expected 0 or more")
    }
    return problems
  }

  private static func notes(_ reference: Manifest, _ candidate: Manifest) -> [String] {
    var notes: [String] = []
    if reference.suiteDigest != candidate.suiteDigest {
      notes.append("the suite file changed between reference and candidate")
    }
    if reference.margin != candidate.margin {
      notes.append(
        "the candidate declares a margin of \(candidate.margin); the reference's "
          + "\(reference.margin) counts")
    }
    return notes
  }

  private static func compare(
    _ old: Evaluations.Row, _ new: Evaluations.Row?, margin: Double
  ) -> Verdict.Row {
    guard let new else {
      return incomparable(old.name, "missing: the candidate has no such row", margin: margin)
    }
    if let reason = obstacle(old, new) { return incomparable(old.name, reason, margin: margin) }
    return old.external ? compareByTolerance(old, new) : test(old, new, margin: margin)
  }

  /// Why two rows cannot be compared; nil when they can.
  private static func obstacle(_ old: Evaluations.Row, _ new: Evaluations.Row) -> String? {
    if old.external != new.external { return "external on one side only" }
    if old.results[0].kind != new.results[0].kind { return "learned on one side only" }
    guard old.functions.count == 1, new.functions == old.functions, old.functions != [0] else {
      return "functions: \(list(old.functions)) in the reference, \(list(new.functions)) in the "
        + "candidate"
    }
    guard old.metaSeeds == new.metaSeeds else {
      return "meta-seeds: \(old.metaSeeds.compactMap(\.self)) in the reference, "
        + "\(new.metaSeeds.compactMap(\.self)) in the candidate"
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

  private static func incomparable(
    _ name: Evaluations.Name, _ reason: String, margin: Double
  ) -> Verdict.Row {
    Verdict.Row(
      optimizee: name.optimizee, horizon: name.horizon, optimizer: name.optimizer,
      outcome: .incomparable, compared: reason, ratio: nil, margin: margin, interval: nil,
      worsePValue: nil, betterPValue: nil, shownNonInferior: false)
  }
}
