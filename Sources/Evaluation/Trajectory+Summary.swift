import Kernels

extension Trajectory {
  /// The mean over updates 1 … horizon of ln(loss); losses below the smallest normal Float count as
  /// that. Nil when the episode diverged.
  public var logArea: Float? {
    guard firstBadStep == nil, losses.count > 1 else { return nil }
    var sum = 0.0
    for loss in losses.dropFirst() {
      sum += Double(Elementary.logarithm(max(loss, .leastNormalMagnitude)))
    }
    return Float(sum / Double(losses.count - 1))
  }
}

/// What many functions did after each of some numbers of updates, those that diverged left out.
public struct TrajectorySummary: Equatable, Sendable {
  public private(set) var mean: [Float] = []
  public private(set) var lowerQuartile: [Float] = []
  public private(set) var median: [Float] = []
  public private(set) var upperQuartile: [Float] = []

  /// Quantiles are the nearest rank from below: element ⌊q(n − 1)⌋ of the n sorted losses. There is
  /// nothing when every trajectory diverged.
  public init(_ trajectories: [Trajectory], after updates: [Int]) {
    let kept = trajectories.filter { $0.firstBadStep == nil }
    guard !kept.isEmpty else { return }
    for count in updates {
      let losses = kept.map { $0.losses[count] }
      let sum = losses.reduce(0.0) { $0 + Double($1) }
      mean.append(Float(sum / Double(losses.count)))
      let sorted = losses.sorted()
      lowerQuartile.append(sorted[(sorted.count - 1) / 4])
      median.append(sorted[(sorted.count - 1) / 2])
      upperQuartile.append(sorted[3 * (sorted.count - 1) / 4])
    }
  }
}
