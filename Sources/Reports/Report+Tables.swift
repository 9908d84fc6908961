import Results
import Statistics

extension Report {
  /// Every table, in the order of `docs/formats.md`.
  func tables() -> [Table] {
    [
      Table(
        "verdicts", row: "learned optimizer on an optimizee at a horizon",
        columns: FinalLossRow.verdictColumns, rows: rows.filter { $0.kind == .learned }),
      Table(
        "final-loss", row: "optimizer on an optimizee at a horizon",
        columns: FinalLossRow.columns, rows: rows),
      Table(
        "generalisation", row: "optimizer on an optimizee at a horizon",
        columns: Generalisation.columns, rows: rows.map(generalisation(of:))),
      Table(
        "trajectories",
        row: "number of updates of an optimizer and meta-seed on an optimizee at a horizon",
        columns: TrajectoryRow.columns, rows: TrajectoryRow.all(of: contents.settings)),
      Table(
        "published", row: "published value that has one of ours beside it",
        columns: PublishedComparison.columns, rows: published),
      Table(
        "steps-to-target", row: "optimizer and target", columns: TargetRow.columns,
        rows: contents.settings.flatMap { setting in
          rows(of: setting).first(where: \.isBestHandDesigned)
            .map { TargetRow.all(of: setting, rival: $0.optimizer) } ?? []
        }),
      performanceProfileTable(),
    ] + runTables()
  }

  /// What `docs/formats.md` says of the tables.
  public static func tablesExplained() throws(ReportError) -> String {
    let nothing = Manifest(
      suite: "none", description: "", seed: 0, budgetMinutes: 0, suiteDigest: "", margin: 0,
      data: [], cells: [], published: [])
    return try Report(manifest: nothing, records: []).tables().map(\.explanation)
      .joined(separator: "\n")
  }

  private func performanceProfileTable() -> Table {
    typealias Share = (row: FinalLossRow, factor: Double, share: Double)
    return Table(
      "performance-profile", row: "optimizer and factor",
      columns: FinalLossRow.setting.dropLast().map { column in
        Column<Share>(column.name, column.meaning) { column.value($0.row) }
      } + [
        Column<Share>("factor", "a factor of the lowest loss of any optimizer") {
          $0.factor.text(digits: 3)
        },
        Column<Share>(
          "share", "share of functions on which the optimizer ends within it", number: \.share),
      ],
      rows: rows.flatMap { row in
        zip(FinalLossRow.profileFactors, row.profile).map { (row, $0, $1) }
      })
  }
}
