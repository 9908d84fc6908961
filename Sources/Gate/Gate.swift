import Results
import Statistics

/// Compares the results of a candidate with a reference. It fails closed: a row passes only when it is
/// shown to be no worse than the margin allows, and whatever cannot be compared is incomparable.
///
/// A row whose final losses are all the same numbers passes. Every other row is tested on
/// ln(candidate / reference) of the final losses, paired by function, with meta-seeds and functions both
/// taken as random (`LogRatioTest`). It is
///
/// - a **pass** when its 95 % interval stays below 1 + margin;
/// - an **improvement** when it passes, is significantly better (a ratio of at least 1 is rejected at
///   `level` after Benjamini and Hochberg over the tested rows), and its interval reaches 1/(1 + margin);
/// - a **regression** when it does not pass and is significantly worse, likewise;
/// - **undecided** otherwise: neither was shown. So is a row that no loss could fail, because it has one
///   function, or one meta-seed of a learned optimizer.
///
/// The chance that any row of an unchanged suite is called a regression is at most `level`.
public enum Gate {
  public static let level = 0.05

  /// Relative closeness asked of the median final loss of rows whose bits depend on a foreign library.
  public static let externalTolerance = 0.05
  /// Median final losses of such rows below this count as equal: they are rounding.
  public static let externalFloor = 1e-9

  /// What a user may let pass.
  public struct Allowances: Sendable {
    /// Undecided rows do not fail the gate.
    public var undecided: Bool
    /// Rows that the reference does not have are notes. Missing rows stay incomparable.
    public var newRows: Bool

    public init(undecided: Bool = false, newRows: Bool = false) {
      self.undecided = undecided
      self.newRows = newRows
    }
  }

  /// The default layer: statistics, row by row, with the reference's margins.
  public static func compare(
    reference: (manifest: Manifest, records: [Record]),
    candidate: (manifest: Manifest, records: [Record]), allowing allowances: Allowances = .init()
  ) -> Comparison {
    let manifest = reference.manifest
    var comparison = Comparison(
      suite: manifest.suite, problems: mismatches(manifest, candidate.manifest),
      margin: manifest.margin, learnedMargin: manifest.margin(of: .learned), level: level,
      allowsUndecided: allowances.undecided)
    // Rows of another suite or of other functions would say the same again, one by one.
    guard comparison.problems.isEmpty else { return comparison }
    comparison.notes = notes(manifest, candidate.manifest)
    let old = Evaluations(manifest: manifest, records: reference.records, side: "reference")
    let new = Evaluations(
      manifest: candidate.manifest, records: candidate.records, side: "candidate")
    comparison.problems += old.problems + new.problems
    comparison.notes += weaknesses(old)
    comparison.rows = old.rows.map { row in
      compare(row, new.rows.first { $0.name == row.name }, margin: manifest.margin(of: row.kind))
    }
    let added = new.rows.filter { row in !old.rows.contains { $0.name == row.name } }
    if allowances.newRows {
      comparison.notes += added.map { "new: \($0.name.text), compared with nothing" }
    } else {
      comparison.rows += added.map {
        incomparable(
          $0.name, "extra: the reference has no such row",
          margin: manifest.margin(of: $0.kind))
      }
    }
    if comparison.rows.isEmpty { comparison.problems.append("the reference has no evaluation") }
    comparison.decide()
    return comparison
  }
}

extension Gate {
  /// What makes the two incomparable before any row is looked at.
  static func mismatches(_ reference: Manifest, _ candidate: Manifest) -> [String] {
    if reference.suite != candidate.suite {
      return [
        "the candidate is of suite '\(candidate.suite)', the reference of '\(reference.suite)'"
      ]
    }
    var problems: [String] = []
    if reference.seed != candidate.seed {
      problems.append(
        "the candidate has suite seed \(candidate.seed), the reference \(reference.seed): other "
          + "functions")
    }
    if reference.data != candidate.data {
      problems.append("the candidate's data are not the reference's: other functions")
    }
    for (side, manifest) in [("reference", reference), ("candidate", candidate)]
    where manifest.formatVersion != Record.currentFormatVersion {
      problems.append(
        "the \(side) has format version \(manifest.formatVersion), expected "
          + "\(Record.currentFormatVersion)")
    }
    for margin in [reference.margin, reference.margin(of: .learned)]
    where !(margin >= 0 && margin < .infinity) {
      problems.append("the reference's margin is \(margin), expected 0 or more")
    }
    return problems
  }

  private static func notes(_ reference: Manifest, _ candidate: Manifest) -> [String] {
    var notes: [String] = []
    if reference.suiteDigest != candidate.suiteDigest {
      notes.append("the suite file changed between reference and candidate")
    }
    for (name, old, new) in [
      ("margin", reference.margin, candidate.margin),
      ("learnedMargin", reference.margin(of: .learned), candidate.margin(of: .learned)),
    ] where old != new {
      notes.append("the candidate declares a \(name) of \(new); the reference's \(old) counts")
    }
    return notes
  }

  /// One warning for each learned optimizer whose reference hardly knows its own spread.
  private static func weaknesses(_ reference: Evaluations) -> [String] {
    var notes: [String] = []
    for row in reference.rows where row.kind == .learned {
      let strength = ReferenceStrength(row.samples)
      let name = row.name.optimizer
      guard strength.isWeak, !notes.contains(where: { $0.hasPrefix("weak reference: \(name) ") })
      else { continue }
      notes.append(
        "weak reference: \(name) has \(Comparison.count(strength.metaSeeds, "meta-seed")), expected at "
          + "least \(ReferenceStrength.fewestMetaSeeds) to tell a regression from their spread")
    }
    return notes
  }
}
