/// The loss of one function after 0, 1, …, horizon updates: horizon + 1 values, indexed by the number
/// of updates applied.
public struct Trajectory: Equatable, Sendable {
  /// An episode has diverged when a loss is not finite or beyond this multiple of the initial loss.
  public static let divergenceFactor: Float = 10_000

  public let losses: [Float]
  /// What was measured on held-out examples on the way, by increasing numbers of updates; empty where
  /// nobody asked or the function has no such examples.
  public let heldOut: [HeldOut]
  /// Updates applied when the loss first was bad; nil when it never was.
  public let firstBadStep: Int?

  /// The mean loss after `updates` updates on examples that no minibatch contains, and the share of
  /// right answers where answers are right or wrong.
  public struct HeldOut: Equatable, Sendable {
    public let updates: Int
    public let loss: Float
    public let accuracy: Float?

    public init(updates: Int, loss: Float, accuracy: Float?) {
      self.updates = updates
      self.loss = loss
      self.accuracy = accuracy
    }
  }

  public init(losses: [Float], heldOut: [HeldOut] = []) {
    precondition(!losses.isEmpty, "a trajectory has an initial loss")
    self.losses = losses
    self.heldOut = heldOut
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
