/// Columns of text for a terminal, two spaces apart.
package struct TextTable {
  let header: [String]
  let rows: [[String]]
  /// How many of the first columns are aligned to the left; the others are to the right.
  let leftColumns: Int
  /// Spaces before every line.
  let indent: Int

  package init(header: [String], rows: [[String]], leftColumns: Int = 0, indent: Int = 0) {
    (self.header, self.rows) = (header, rows)
    (self.leftColumns, self.indent) = (leftColumns, indent)
  }

  package var text: String {
    let lines = [header] + rows
    let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = line.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - line[column].count)
        return column < leftColumns ? line[column] + padding : padding + line[column]
      }
      return String(repeating: " ", count: indent) + cells.joined(separator: "  ") + "\n"
    }.joined()
  }
}
