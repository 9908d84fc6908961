import Results

/// One colour for each optimizer, the same in every figure of every suite.
///
/// All have a contrast of at least 3 to white, on which figures are drawn, and text has one of 10. Hues
/// follow Okabe and Ito (2008) and Tol (2021), darker where those are too pale for a line.
package struct Palette {
  static let known = [
    "lstm": "#D55E00", "lstm-gaussian": "#AA4499", "lstm-two-layers": "#882255",
    "lstm-log-and-sign": "#A63603", "linear": "#E7298A", "sgd": "#666666", "momentum": "#B07D00",
    "nag": "#0072B2",
    "adam": "#117733", "rmsprop": "#7570B3", "adagrad": "#0097A7",
  ]
  static let otherLearned = [
    "#EE6677", "#C2185B", "#B15928", "#CC79A7",
  ]
  static let otherHandDesigned = [
    "#3A87C8", "#88702A", "#009E73", "#5D4037", "#455A64", "#332288", "#8C7B00", "#4363D8",
  ]
  package static let text = "#404040"

  private var hues: [String: String] = [:]

  /// An optimizer that is not known gets the hue that its name draws, or the next that is free.
  package init(optimizers: [(name: String, kind: EvaluationResult.Kind)]) {
    for (name, kind) in optimizers {
      let others = kind == .learned ? Self.otherLearned : Self.otherHandDesigned
      let start = name.utf8.reduce(0) { ($0 * 31 + Int($1)) % 65_521 }
      let drawn = others.indices.map { others[(start + $0) % others.count] }
      let free = drawn.first { !hues.values.contains($0) }
      hues[name] = Self.known[name] ?? free ?? drawn[0]
    }
  }

  package func hue(of optimizer: String) -> String { hues[optimizer] ?? Self.text }

  /// The hue of ours that a publication calls `ADAM`, `LSTM`, …
  func hue(ofPublished optimizer: String) -> String {
    let name = optimizer.lowercased()
    return hues[name] ?? Self.known[name] ?? Self.text
  }
}
