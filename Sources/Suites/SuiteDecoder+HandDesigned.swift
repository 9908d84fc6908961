import Settings

extension SuiteDecoder {
  /// The section `handDesigned`: a grid, a random search, or both.
  func handDesigned(_ value: YAMLValue) throws -> Suite.HandDesigned {
    let grid = [SuiteKeys.optimizers.name] + TuningSettings.keys
    let section = try YAMLSection(value, keys: grid + SuiteKeys.handDesigned.names)
    var handDesigned = Suite.HandDesigned()
    handDesigned.randomSearch = try section.optional("randomSearch").map(randomSearch)
    if handDesigned.randomSearch == nil || grid.contains(where: { section.optional($0) != nil }) {
      handDesigned.optimizers = try optimizers(section)
      handDesigned.tuning = try section.group()
    }
    return handDesigned
  }

  private func randomSearch(_ value: YAMLValue) throws -> Suite.RandomSearch {
    let section = try YAMLSection(
      value, keys: [SuiteKeys.optimizers.name] + RandomSearchSettings.keys)
    return Suite.RandomSearch(
      rules: try optimizers(section).map {
        Suite.RandomSearch.Rule(name: $0, space: vocabulary.searchSpaces[$0] ?? .null)
      },
      settings: try section.group())
  }

  private func optimizers(_ section: YAMLSection) throws -> [String] {
    try section.required(SuiteKeys.optimizers.name).list("hand-designed optimizers").distinct {
      try $0.choice(of: vocabulary.handDesigned, "a hand-designed optimizer")
    }
  }
}

extension Suite.RandomSearch.Rule {
  /// How tables call a rule all of whose settings were drawn, beside the same rule with its own defaults.
  public static func rowName(of rule: String) -> String { "\(rule)-tuned" }

  public var rowName: String { Self.rowName(of: name) }
}
