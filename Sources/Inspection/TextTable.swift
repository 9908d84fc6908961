/// Columns of text, aligned to the right.
struct TextTable {
  let header: [String]
  let rows: [[String]]

  var text: String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([header] + rows).map { row in
      zip(row, widths).map { cell, width in
        String(repeating: " ", count: width - cell.count) + cell
      }.joined(separator: "  ") + "\n"
    }.joined()
  }
}
