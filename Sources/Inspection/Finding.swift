import Statistics

/// Something about a trajectory that may be why a learned optimizer does not learn.
public enum Finding: Equatable, Sendable, CustomStringConvertible {
  /// A loss or a metaGradient was not finite in the window that began after so many updates.
  case notFinite(after: Int)
  /// The loss of the last window is not below the first loss.
  case lossDidNotFall(first: Double, last: Double)
  /// All updates together are so small a part of the parameters.
  case hardlyMoves(share: Double)
  /// More than half of all gates are saturated.
  case saturated(share: Double)
  /// In the window that began after so many updates, the metaGradient's elements are below Adam's
  /// epsilon.
  case vanishing(after: Int)
  /// In the window that began after so many updates, the metaGradient is so many times the median one.
  case exploding(after: Int, factor: Double)

  public var description: String {
    switch self {
    case .notFinite(let updates):
      "a loss or metaGradient was not finite in the window after update \(updates): the optimizer "
        + "diverges here, and meta-training would skip the window"
    case .lossDidNotFall(let first, let last):
      "the loss did not fall: \(first.text(digits: 4)) at the start, \(last.text(digits: 4)) on "
        + "average in the last window"
    case .hardlyMoves(let share):
      "hardly moves: all updates together are at most \((100 * share).text(digits: 2)) % of the "
        + "parameters' norm"
    case .saturated(let share):
      "most gates are saturated (\((100 * share).text(digits: 2)) %): little metaGradient passes "
        + "through them"
    case .vanishing(let updates):
      "the metaGradient vanishes in the window after update \(updates): its elements are below the "
        + "epsilon of the meta-optimizer, which then stands still"
    case .exploding(let updates, let factor):
      "the metaGradient explodes in the window after update \(updates): \(factor.text(digits: 2)) "
        + "times the median window's; Adam remembers it for a thousand meta steps (clip it, or lower "
        + "the meta learning rate)"
    }
  }
}

extension Diagnosis {
  /// Updates below this share of the parameters, all together, count as hardly moving.
  static let leastMovement = 0.01
  static let mostSaturated = 0.5
  /// ε of Adam, on the root mean square of the metaGradient's elements.
  static let leastMetaGradient = 1e-8
  /// Adam's mean square forgets with 0.999: a window a thousand times the others drowns them.
  static let mostMetaGradient = 1000.0

  /// What looks unhealthy; empty when nothing does.
  public var findings: [Finding] {
    if let bad = windows.first(where: { !$0.isFinite }) {
      return [.notFinite(after: bad.updates.lowerBound)]
    }
    guard let first = windows.first, let last = windows.last else { return [] }
    var findings: [Finding] = []
    if last.meanLoss >= Double(first.firstLoss) {
      findings.append(.lossDidNotFall(first: Double(first.firstLoss), last: last.meanLoss))
    }
    if let share = movement, share < Self.leastMovement {
      findings.append(.hardlyMoves(share: share))
    }
    let shares = windows.flatMap(\.saturation).map(\.share)
    let saturated = shares.reduce(0, +) / Double(max(shares.count, 1))
    if saturated > Self.mostSaturated { findings.append(.saturated(share: saturated)) }
    return findings + metaGradientFindings
  }

  /// Σ‖update‖/‖parameters‖ over all steps; nil when it is not known for every window.
  private var movement: Double? {
    let sums = windows.map { window in
      window.updateToParameters.map { $0 * Double(window.updates.count - 1) }
    }
    return sums.contains(nil) ? nil : sums.compactMap(\.self).reduce(0, +)
  }

  /// The worst window of each sort.
  private var metaGradientFindings: [Finding] {
    let norms = windows.map(\.metaGradientNorm)
    let sorted = norms.sorted()
    let median = sorted[sorted.count / 2]
    var findings: [Finding] = []
    let smallest = Double(metaParameterCount).squareRoot() * Self.leastMetaGradient
    if let window = windows.first(where: { $0.metaGradientNorm < smallest }) {
      findings.append(.vanishing(after: window.updates.lowerBound))
    }
    let largest = sorted[sorted.count - 1]
    if median > 0, largest > Self.mostMetaGradient * median,
      let window = windows.first(where: { $0.metaGradientNorm == largest })
    {
      findings.append(.exploding(after: window.updates.lowerBound, factor: largest / median))
    }
    return findings
  }
}

extension Diagnosis.Window {
  fileprivate var isFinite: Bool {
    firstLoss.isFinite && lastLoss.isFinite && meanLoss.isFinite && metaGradientNorm.isFinite
  }
}
