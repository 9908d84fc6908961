/// Finds the name that a misspelt one stands for.
package enum MisspeltName {
  /// The name with the smallest edit distance, the first of several; nil without names.
  package static func nearest(to name: String, among names: [String]) -> String? {
    closest(to: name, among: names)?.name
  }

  /// The nearest name, if no more than a third of the letters differ: what to suggest.
  package static func suggestion(for name: String, among names: [String]) -> String? {
    guard let (nearest, distance) = closest(to: name, among: names),
      distance <= max(1, nearest.count / 3)
    else { return nil }
    return nearest
  }

  private static func closest(
    to name: String, among names: [String]
  ) -> (name: String, distance: Int)? {
    let letters = Array(name.lowercased().unicodeScalars.prefix(64))
    return names.map { ($0, editDistance(letters, Array($0.lowercased().unicodeScalars))) }
      .min { $0.1 < $1.1 }
  }

  /// The fewest insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
  private static func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var row = Array(0...second.count)
    for (index, scalar) in first.enumerated() {
      var next = [index + 1]
      for (column, other) in second.enumerated() {
        var distance = min(
          row[column] + (scalar == other ? 0 : 1), row[column + 1] + 1, next[column] + 1)
        if index > 0, column > 0, scalar == second[column - 1], first[index - 1] == other {
          distance = min(distance, before[column - 1] + 1)
        }
        next.append(distance)
      }
      (before, row) = (row, next)
    }
    return row[second.count]
  }
}
