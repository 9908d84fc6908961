import Statistics

/// What a random search draws a setting from.
public struct SettingDraw<Value: Sendable>: Sendable {
  /// As in `log-uniform from 0.001 to 1`. Keys of cells have it, so that another range is another search.
  public let words: String
  /// The value that a number from 0 to below 1 stands for.
  public let value: @Sendable (_ uniform: Double) -> Value

  public init(_ words: String, value: @escaping @Sendable (_ uniform: Double) -> Value) {
    self.words = words
    self.value = value
  }
}

extension SettingDraw<Double> {
  /// The logarithm is uniform.
  public static func logUniform(_ lowest: Double, _ highest: Double) -> SettingDraw {
    let bounds = Bounds(from: lowest, to: highest)
    return SettingDraw(bounds.inWords) { bounds.logUniform(at: $0) }
  }

  public static func uniform(_ lowest: Double, _ highest: Double) -> SettingDraw {
    SettingDraw("uniform from \(shortest(lowest)) to \(shortest(highest))") {
      lowest + $0 * (highest - lowest)
    }
  }

  /// 1 − value is log-uniform: for decays, of which 0.9, 0.99 and 0.999 are as far from each other.
  public static func nearOne(_ lowest: Double, _ highest: Double) -> SettingDraw {
    let bounds = Bounds(from: 1 - highest, to: 1 - lowest)
    return SettingDraw(
      "1 minus log-uniform, from \(shortest(lowest)) to \(shortest(highest))"
    ) { 1 - bounds.logUniform(at: $0) }
  }
}

extension SettingDraw where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// Each case as often as any other.
  public static var anyCase: SettingDraw {
    let cases = Array(Value.allCases)
    return SettingDraw("any of \(cases.map(\.rawValue).joined(separator: ", "))") {
      cases[min(Int($0 * Double(cases.count)), cases.count - 1)]
    }
  }
}

extension Bounds {
  /// lowest · (highest / lowest)ᵘ, in Double.
  public func logUniform(at uniform: Double) -> Double {
    lowest * Elementary.exp(uniform * Elementary.log(highest / lowest))
  }
}
