/// How much of one sort of gate was saturated in a window.
public struct GateSaturation: Equatable, Sendable {
  /// The gate and its layer: `f1` is the forget gate of layer 1.
  public let gate: String
  /// The saturated share of the sort's values, over coordinates, steps and units: 0 … 1.
  public let share: Double

  public init(gate: String, share: Double) {
    self.gate = gate
    self.share = share
  }
}

extension UnrollWindow {
  public func gateSaturation() -> [GateSaturation] { [] }
}
