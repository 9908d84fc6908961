import Results

/// One colour for each optimizer, the same in every figure of a report or inspection.
///
/// Hues of Okabe and Ito (2008) and Tol (2021), told apart with any colour vision, of middling
/// lightness so that they show on white and on black.
package struct Palette {
  private static let learned = ["#D55E00", "#CC79A7", "#AA4499", "#EE6677"]
  private static let handDesigned = [
    "#0072B2", "#E69F00", "#009E73", "#56B4E9", "#999933", "#8C6BB1", "#999999",
  ]
  package static let text = "#808080"

  private var hues: [String: String] = [:]

  package init(optimizers: [(name: String, kind: EvaluationResult.Kind)]) {
    var counts = (learned: 0, handDesigned: 0)
    for (name, kind) in optimizers {
      switch kind {
      case .learned:
        hues[name] = Self.learned[counts.learned % Self.learned.count]
        counts.learned += 1
      case .handDesigned:
        hues[name] = Self.handDesigned[counts.handDesigned % Self.handDesigned.count]
        counts.handDesigned += 1
      }
    }
  }

  package func hue(of optimizer: String) -> String { hues[optimizer] ?? Self.text }

  /// The hue of ours that a publication calls `ADAM`, `LSTM`, …; its learned optimizer is our first
  /// when none of ours has its name.
  func hue(ofPublished optimizer: String) -> String {
    let name = optimizer.lowercased()
    return hues[name] ?? (name == "lstm" ? Self.learned[0] : Self.text)
  }
}
