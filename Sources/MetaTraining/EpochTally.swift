/// Sums over the windows of an epoch.
struct EpochTally: Codable, Equatable, Sendable {
  private var losses = 0.0
  private var windows = 0
  private(set) var largestNorm: Double?

  var meanLoss: Double? { windows == 0 ? nil : losses / Double(windows) }

  mutating func add(loss: Double, norm: Double) {
    losses += loss
    windows += 1
    largestNorm = max(largestNorm ?? 0, norm)
  }
}
