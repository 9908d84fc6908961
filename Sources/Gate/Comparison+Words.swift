import Statistics

extension Comparison {
  /// Lines of one kind that are named before the rest is counted; all of them when verbose.
  static let namedLines = 10

  /// The outcome and the number of rows of each, for example `regression (2 regressions, 28 passes)`.
  var headline: String {
    let tallies: [(Outcome, String, String)] = [
      (.incomparable, "incomparable", "incomparable"), (.regression, "regression", "regressions"),
      (.undecided, "undecided", "undecided"), (.improvement, "improvement", "improvements"),
      (.pass, "pass", "passes"),
    ]
    var counts: [String] = tallies.compactMap { outcome, one, several in
      let count = rows.count { $0.outcome == outcome }
      return count == 0 ? nil : "\(count) \(count == 1 ? one : several)"
    }
    if !differences.isEmpty { counts.append("\(Self.count(differences.count, "cell")) differ") }
    let allowed = outcome == .undecided && allowsUndecided ? ", which is allowed" : ""
    let tally = counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
    return outcome.rawValue + allowed + tally
  }

  /// What passed, in one line; nil when nothing did.
  var passes: String? {
    let passed = rows.filter { $0.outcome == .pass }
    guard !passed.isEmpty else { return nil }
    let equal = passed.count(where: \.equal)
    let parts = [
      equal > 0 ? "\(equal) with equal final losses" : nil,
      equal < passed.count ? "\(passed.count - equal) within the margin" : nil,
    ].compactMap(\.self)
    return "\(Self.count(passed.count, "row")): \(parts.joined(separator: ", "))"
  }

  /// What the reference can find of each learned optimizer, by its weakest row; nil without one.
  var strength: String? {
    var weakest: [(optimizer: String, ratio: Double)] = []
    for row in rows {
      guard let ratio = row.smallestRegression else { continue }
      if let index = weakest.firstIndex(where: { $0.optimizer == row.optimizer }) {
        weakest[index].ratio = max(weakest[index].ratio, ratio)
      } else {
        weakest.append((row.optimizer, ratio))
      }
    }
    guard !weakest.isEmpty else { return nil }
    let list = weakest.sorted { $0.optimizer < $1.optimizer }.map { optimizer, ratio in
      "\(optimizer) \(ratio < .infinity ? "× \(Self.number(ratio))" : "none")"
    }
    return "The smallest regressions that this reference finds with probability "
      + "\(ReferenceStrength.power): \(list.joined(separator: ", "))."
  }

  /// What the numbers mean.
  var legend: String {
    let learned =
      learnedMargin == margin ? "" : " (\(Self.number(1 + learnedMargin)) for learned optimizers)"
    return "A ratio is candidate / reference. A row passes when its 95 % interval ends below "
      + "\(Self.number(1 + margin))\(learned). A regression is significantly worse "
      + "(level \(Self.number(level)), Benjamini-Hochberg over the rows that changed)."
  }

  /// `1 row`, `2 rows`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  static func number(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "–" }
    return value != 0 && value < 1e-4 ? "< 0.0001" : value.text(digits: 3)
  }

  static func interval(_ interval: Interval) -> String {
    "[\(number(interval.low)), \(number(interval.high))]"
  }
}

extension Comparison.Row {
  var name: String { "\(optimizer) on \(optimizee) at \(horizon)" }

  /// Ratio, interval, margin and p, then what was compared.
  var account: String {
    guard let ratio else { return compared }
    var effect = "ratio \(Comparison.number(ratio))"
    if let interval { effect += " \(Comparison.interval(interval))" }
    if shownNonInferior || outcome == .regression || interval != nil {
      effect += ", margin \(Comparison.number(1 + margin))"
    }
    if let worsePValue { effect += ", p worse \(Comparison.number(worsePValue))" }
    return "\(effect); \(compared)"
  }

  /// The second sentence of a learned optimizer that changed; nil of any other row.
  var conditional: String? {
    guard let given = theseOptimizers else { return nil }
    let subject =
      given.metaSeeds == 1 ? "this optimizer" : "these \(given.metaSeeds) optimizers"
    let verb =
      given.areWorse
      ? "got worse" : given.areBetter ? "got better" : "did not change beyond chance"
    return "\(subject) \(verb): ratio \(Comparison.number(given.ratio)) "
      + "\(Comparison.interval(given.interval)) over the functions"
  }
}
