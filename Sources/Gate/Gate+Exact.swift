import Results

extension Gate {
  /// The exact layer, for changes that are meant to change nothing: the same cells, the same bytes.
  ///
  /// `cells` are those of a folder in the order of its plan (`Store.fingerprints`). A cell that is missing
  /// makes the two incomparable. So does an extra one, unless new rows are allowed.
  public static func compareExactly(
    reference: (manifest: Manifest, cells: [CellFingerprint]),
    candidate: (manifest: Manifest, cells: [CellFingerprint]),
    allowing allowances: Allowances = .init()
  ) -> Comparison {
    var comparison = Comparison(
      suite: reference.manifest.suite,
      problems: mismatches(reference.manifest, candidate.manifest))
    guard comparison.problems.isEmpty else { return comparison }
    let missing = reference.cells.labels.subtracting(candidate.cells.labels)
    let extra = candidate.cells.labels.subtracting(reference.cells.labels)
    comparison.problems += reference.cells.filter { missing.contains($0.label) }.map {
      "missing: the candidate has no cell '\($0.label)'"
    }
    let added = candidate.cells.filter { extra.contains($0.label) }.map { $0.label }
    if allowances.newRows {
      comparison.notes += added.map { "new: '\($0)', compared with nothing" }
    } else {
      comparison.problems += added.map { "extra: the reference has no cell '\($0)'" }
    }
    if reference.cells.isEmpty { comparison.problems.append("the reference has no cell") }
    comparison.differences = differences(
      reference.cells, candidate.cells.filter { !extra.contains($0.label) })
    if comparison.differences.contains(where: { $0.what != .settings }) {
      comparison.notes.append(
        "another record of equal settings: damaged, or of code that moved bits without a new version of"
          + " its arithmetic (docs/reproducibility.md)")
    }
    let same = comparison.differences.isEmpty
    comparison.outcome =
      !comparison.problems.isEmpty ? .incomparable : same ? .pass : .regression
    comparison.notes += [
      "reference digest sha256:\(reference.cells.digest)",
      "candidate digest sha256:\(candidate.cells.digest)",
    ]
    return comparison
  }

  private static func differences(
    _ reference: [CellFingerprint], _ candidate: [CellFingerprint]
  ) -> [Comparison.Difference] {
    let byLabel = Dictionary(candidate.map { ($0.label, $0) }) { first, _ in first }
    return reference.compactMap { old in
      guard let new = byLabel[old.label], new != old else { return nil }
      return Comparison.Difference(
        cell: old.label,
        what: new.key != old.key
          ? .settings : new.optimizer != old.optimizer ? .optimizerFile : .record)
    }
  }
}

extension [CellFingerprint] {
  fileprivate var labels: Set<String> { Set(map(\.label)) }
}
