/// Number of updates after which a trajectory first is at or below a target.
public enum StepsToTarget: Equatable, Sendable, CustomStringConvertible {
  case reached(Int)
  /// Not within so many updates: censored, not dropped.
  case censored(Int)

  /// `trajectory` holds the losses after these numbers of updates, 0, 1, …, horizon unless others are
  /// given; nil when it is empty.
  public init?(trajectory: [Double], updates: [Int]? = nil, target: Double) {
    let updates = updates ?? Array(trajectory.indices)
    precondition(updates.count == trajectory.count, "a number of updates for every loss")
    guard let last = updates.last else { return nil }
    if let place = trajectory.firstIndex(where: { $0 <= target }) {
      self = .reached(updates[place])
    } else {
      self = .censored(last)
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
