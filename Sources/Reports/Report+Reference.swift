import Statistics

extension Report {
  /// How strong these results are as the reference of a gate.
  func referenceSection() -> String {
    let weak = learned.filter { name in
      learnedRows.contains {
        $0.optimizer == name && $0.metaSeeds < ReferenceStrength.fewestMetaSeeds
      }
    }
    guard !learnedRows.isEmpty else { return "" }
    var text = """
      ## As the reference of a gate

      The smallest ratio to these losses that `l2l gate` calls a regression with probability 0.8, by the \
      suite's margin of \(Markdown.percent(manifest.margin(of: .learned))) for learned optimizers. It \
      takes a candidate with as many meta-seeds and the same spread.


      """
    if !weak.isEmpty {
      text +=
        "⚠ Fewer than \(ReferenceStrength.fewestMetaSeeds) meta-seeds hardly show their own spread: "
      text += "\(Markdown.list(weak)).\n\n"
    }
    return text
      + Markdown.fold(
        Markdown.count(learnedRows.count, "row"),
        Markdown.table(
          [
            ("optimizee", .left), ("horizon", .right), ("optimizer", .left),
            ("meta-seeds", .right), ("smallest regression found", .right),
          ],
          rows: learnedRows.map { row in
            [
              "`\(row.optimizee)`", "\(row.horizon)", "`\(row.optimizer)`", "\(row.metaSeeds)",
              row.smallestRegression == .infinity
                ? "none" : "× \(Markdown.number(row.smallestRegression))",
            ]
          }, limit: Self.longestTable, file: "tables/final-loss.csv"))
  }
}
