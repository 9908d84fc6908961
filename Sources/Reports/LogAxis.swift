/// A logarithmic axis whose ends and labels are 1, 2 or 5 times a power of ten.
struct LogAxis: Equatable {
  var low: String
  var high: String
  var labels: [String]
  /// Ticks without a label.
  var minors: [String]

  /// Spans the positive finite `values`; nil when there are none.
  init?(spanning values: [Double]) {
    let shown = values.filter { $0 > 0 && $0 < .infinity }
    guard let least = shown.min(), let most = shown.max() else { return nil }
    let first = Self.grid.lastIndex { $0.value <= least } ?? 0
    let last = Self.grid.firstIndex { $0.value >= most && $0.value > Self.grid[first].value }
    let steps = Self.grid[first...(last ?? Self.grid.count - 1)]
    low = steps[steps.startIndex].text
    high = steps[steps.endIndex - 1].text
    // Beyond three decades labels at powers of ten are enough, beyond eight at every third.
    let isLong = steps.count > 25
    let labels = steps.filter { step in
      steps.count <= 9 || step.leads && (!isLong || step.exponent % 3 == 0)
    }.map(\.text)
    self.labels = labels
    let between = (steps[steps.startIndex].exponent...steps[steps.endIndex - 1].exponent)
      .flatMap { exponent in (isLong ? 1...1 : 1...9).map { "\($0)e\(exponent)" } }
    let range = steps[steps.startIndex].value...steps[steps.endIndex - 1].value
    minors = between.filter { !labels.contains($0) && range.contains(Double($0) ?? .nan) }
  }

  private struct Step {
    var text: String
    var value: Double
    var exponent: Int
    /// True at a power of ten.
    var leads: Bool
  }

  private static let grid: [Step] = (-45...45).flatMap { exponent in
    [1, 2, 5].map { figure in
      let text = "\(figure)e\(exponent)"
      return Step(
        text: text, value: Double(text) ?? .nan, exponent: exponent, leads: figure == 1)
    }
  }
}
