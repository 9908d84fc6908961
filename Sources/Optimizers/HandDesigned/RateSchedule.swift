import Kernels

/// How a learning rate changes over the updates of an episode: a rise in equal steps, then a decay.
///
/// With horizon T and W = warmUp · T to the nearest whole number, the factor on the rate of update t, counted
/// from 0, is (t + 1)/(W + 1) for t < W. From there it is that of the decay at p = (t − W)/(T − W): 1,
/// 1 − p, or ½ (1 + cos πp). So the last update of a decay is not yet 0.
public struct RateSchedule: Equatable, Sendable {
  public enum Decay: String, CaseIterable, Sendable {
    case constant, linear, cosine
  }

  public var decay: Decay
  /// Share of the updates in which the rate rises.
  public var warmUp: Double

  public init(_ decay: Decay = .constant, warmUp: Double = 0) {
    self.decay = decay
    self.warmUp = warmUp
  }

  public func factor(ofUpdate number: Int, of horizon: Int) -> Double {
    let rising = Int((warmUp * Double(horizon)).rounded())
    guard number >= rising else { return Double(number + 1) / Double(rising + 1) }
    let passed = Double(number - rising) / Double(horizon - rising)
    switch decay {
    case .constant: return 1
    case .linear: return 1 - passed
    case .cosine: return 0.5 * (1 + Elementary.cosine(halfTurns: passed))
    }
  }
}
