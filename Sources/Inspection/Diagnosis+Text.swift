import Reports
import Statistics

extension Diagnosis {
  /// The windows in one table, their gates, if there are any, in another, then the findings.
  public func text() -> String {
    let steps = TextTable(
      header: [
        "updates", "loss from", "to", "metaGradient", "update/gradient", "update/parameters",
      ],
      rows: windows.map { window in
        [
          window.span, Self.number(Double(window.firstLoss)), Self.number(Double(window.lastLoss)),
          Self.number(window.metaGradientNorm), Self.number(window.updateToGradient),
          Self.number(window.updateToParameters),
        ]
      })
    let words =
      findings.isEmpty ? "nothing looks unhealthy\n" : findings.map { "! \($0)\n" }.joined()
    return "windows\n\(steps.text)\(gates)\n\(words)"
  }

  private var gates: String {
    guard let sorts = windows.first?.saturation, !sorts.isEmpty else { return "" }
    let table = TextTable(
      header: ["updates"] + sorts.map(\.gate),
      rows: windows.map { window in
        [window.span]
          + window.saturation.map { "\(Int((100 * $0.share).rounded())) %" }
      })
    return "\nsaturated gates (sigmoid below 0.05 or above 0.95, |tanh g| above 0.95), by layer\n"
      + table.text
  }

  static func number(_ value: Double?) -> String { value?.text(digits: 4) ?? "-" }
}

extension Diagnosis.Window {
  fileprivate var span: String { "\(updates.lowerBound)-\(updates.upperBound)" }
}
