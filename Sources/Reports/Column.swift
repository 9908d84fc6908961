/// One column of a table in `tables/`: its name, its value in a row, and what it means.
struct Column<Row> {
  var name: String
  var meaning: String
  var value: (Row) -> String

  init(_ name: String, _ meaning: String, _ value: @escaping (Row) -> String) {
    (self.name, self.meaning, self.value) = (name, meaning, value)
  }

  init(_ name: String, _ meaning: String, number: @escaping (Row) -> Double?) {
    self.init(name, meaning) { CSV.number(number($0)) }
  }

  init(_ name: String, _ meaning: String, count: @escaping (Row) -> Int?) {
    self.init(name, meaning) { CSV.count(count($0)) }
  }

  init(_ name: String, _ meaning: String, flag: @escaping (Row) -> Bool) {
    self.init(name, meaning) { CSV.flag(flag($0)) }
  }
}

/// A table of a report: the file's text, and the page that explains it, come from the same columns.
struct Table {
  /// Name of the file in `tables/`, without its ending.
  var name: String
  /// What there is one row for.
  var row: String
  var columns: [(name: String, meaning: String)]
  var text: String
  /// Whether there is a file of it.
  var isWritten: Bool
  private var absence: String

  init<Row>(
    _ name: String, row: String, onlyWithRows: Bool = false, columns: [Column<Row>], rows: [Row]
  ) {
    (self.name, self.row) = (name, row)
    isWritten = !onlyWithRows || !rows.isEmpty
    absence = onlyWithRows ? " Without any there is no file." : ""
    self.columns = columns.map { ($0.name, $0.meaning) }
    text = CSV.table(
      header: columns.map(\.name),
      rows: rows.lazy.map { row in columns.map { $0.value(row) } })
  }

  var file: ReportFile { ReportFile(path: "tables/\(name).csv", text: text) }

  /// The table's part of `docs/formats.md`.
  var explanation: String {
    "### \(name).csv\n\nOne row for each \(row).\(absence)\n\n| column | |\n|---|---|\n"
      + columns.map { "| `\($0.name)` | \($0.meaning) |\n" }.joined()
  }
}
