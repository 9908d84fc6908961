/// Where positive numbers are drawn from, log-uniformly.
public struct Bounds: SettingsGroup {
  public var lowest = 1.0
  public var highest = 1.0

  public init() {}

  public init(from lowest: Double, to highest: Double) {
    self.lowest = lowest
    self.highest = highest
  }

  /// The highest bound over the lowest.
  public static let largestRatio = 1e12

  public static let fields: [Field<Bounds>] = [
    Field("lowest", \.lowest, .positive(), page: "the lower bound"),
    Field("highest", \.highest, .positive(), page: "at least `lowest`, at most 10¹² times it"),
  ]

  public mutating func settle() throws(SettingConflict) {
    guard lowest <= highest else {
      throw SettingConflict("highest", expected: "at least the lowest value (\(lowest))")
    }
    guard highest / lowest <= Self.largestRatio else {
      throw SettingConflict(
        "highest", expected: "at most \(Self.largestRatio) times the lowest value (\(lowest))")
    }
  }
}

extension Bounds {
  public var inWords: String { "log-uniform from \(shortest(lowest)) to \(shortest(highest))" }
}
