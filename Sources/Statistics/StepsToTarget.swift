/// Number of updates after which a trajectory first is at or below a target.
public enum StepsToTarget: Equatable, Sendable, CustomStringConvertible {
  case reached(Int)
  /// Not within so many updates: censored, not dropped.
  case censored(Int)

  /// `trajectory` holds the losses after 0, 1, …, horizon updates; nil when it is empty.
  public init?(trajectory: [Double], target: Double) {
    guard !trajectory.isEmpty else { return nil }
    if let step = trajectory.firstIndex(where: { $0 <= target }) {
      self = .reached(step)
    } else {
      self = .censored(trajectory.count - 1)
    }
  }

  /// The number alone, of one that was reached.
  public var reached: Int? {
    guard case .reached(let step) = self else { return nil }
    return step
  }

  /// `41`, or `>100` when censored.
  public var description: String {
    switch self {
    case .reached(let step): "\(step)"
    case .censored(let horizon): ">\(horizon)"
    }
  }
}
