/// The loss of one function after 0, 1, …, horizon updates: horizon + 1 values, indexed by the number
/// of updates applied.
public struct Trajectory: Equatable, Sendable {
  /// An episode has diverged when a loss is not finite or beyond this multiple of the initial loss.
  public static let divergenceFactor: Float = 10_000

  public let losses: [Float]
  /// Updates applied when the loss first was bad; nil when it never was.
  public let firstBadStep: Int?

  public init(losses: [Float]) {
    precondition(!losses.isEmpty, "a trajectory has an initial loss")
    self.losses = losses
    let limit = losses[0] * Self.divergenceFactor
    firstBadStep = losses.firstIndex { !($0.isFinite && $0 <= limit) }
  }

  /// The mean of the last `window` losses, summed in order; nil when the episode diverged.
  public func finalLoss(window: Int) -> Float? {
    guard firstBadStep == nil else { return nil }
    let last = losses.suffix(window)
    return Float(last.reduce(0.0) { $0 + Double($1) } / Double(last.count))
  }
}
