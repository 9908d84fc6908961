/// A family among those of a distribution, and how often an episode is of it.
public struct OptimizeeShare: SettingsGroup {
  public var name = ""
  /// The probability of the family is its weight over the sum of all weights.
  public var weight = 1.0

  public init() {}

  public init(_ name: String, weight: Double = 1) {
    self.name = name
    self.weight = weight
  }

  /// Families of one distribution.
  public static let most = 16

  public static let fields: [Field<OptimizeeShare>] = [
    Field("name", \.name, .text("an optimizee"), page: "a family or an ensemble, each once"),
    Field(
      "weight", \.weight, .positive(), default: 1,
      page: "an episode is of the family with probability weight over the sum of all weights"),
  ]

  static func words(_ shares: [OptimizeeShare]) -> String {
    shares.map { share in
      share.weight == 1 ? "`\(share.name)`" : "`\(share.name)` (weight \(shortest(share.weight)))"
    }.joined(separator: " or ")
  }
}

extension SettingType<[OptimizeeShare]> {
  /// One family by its name, or a list of families with weights. A list of one is that one.
  static let shares = SettingType(
    limits: "",
    read: { source in
      guard source.isList else { return [OptimizeeShare(try source.text("an optimizee"))] }
      var shares: [OptimizeeShare] = []
      for entry in try source.entries("families") {
        let share = try OptimizeeShare(reading: entry)
        guard !shares.contains(where: { $0.name == share.name }) else {
          throw entry.invalid(found: "\(share.name) a second time", expected: "each family once")
        }
        shares.append(share)
      }
      guard shares.count <= OptimizeeShare.most else {
        throw source.invalid(
          found: "\(shares.count) families", expected: "at most \(OptimizeeShare.most)")
      }
      return shares.count == 1 ? [OptimizeeShare(shares[0].name)] : shares
    },
    canonical: { shares in
      shares.count == 1 ? .text(shares[0].name) : .list(shares.map(\.canonical))
    })
}
