import Settings

extension SuiteDecoder {
  /// The entries of `learned`: those that are meta-trained, and those that come from a file.
  func learned(
    _ value: YAMLValue?
  ) throws -> (metaTrained: [Suite.Learned], frozen: [FrozenOptimizer]) {
    var metaTrained: [Suite.Learned] = []
    var frozen: [FrozenOptimizer] = []
    for entry in try value?.list("learned optimizers") ?? [] {
      let section = try YAMLSection(
        entry, keys: SuiteKeys.learned.names + [SuiteKeys.file.name],
        moved: { MovedKeys.place(of: $0, among: vocabulary.learned) })
      let name = try ownName(
        section, beside: [(metaTrained.map(\.name) + frozen.map(\.name), "a learned optimizer")])
      if let file = section.optional(SuiteKeys.file.name) {
        frozen.append(try self.frozen(name, file: file, in: section))
      } else {
        metaTrained.append(try self.metaTrained(name, section))
      }
    }
    return (metaTrained, frozen)
  }

  /// The name of an entry, which no optimizer has: none of the vocabulary, and none of those `beside` it.
  func ownName(
    _ section: YAMLSection, beside others: [(names: [String], what: String)]
  ) throws -> String {
    let value = try section.required("name")
    let name = try value.identifier()
    let rows = vocabulary.handDesigned.map(Suite.RandomSearch.Rule.rowName(of:))
    let builtIn = [
      (names: vocabulary.handDesigned + rows, what: "a hand-designed optimizer"),
      (names: vocabulary.minimisers, what: "a minimiser"),
    ]
    for other in others + builtIn where other.names.contains(name) {
      throw value.invalid(expected: "a name of its own; there is \(other.what) of that name")
    }
    return name
  }

  private func metaTrained(_ name: String, _ section: YAMLSection) throws -> Suite.Learned {
    let optimizees = try trainingOptimizees(
      YAMLSection(section.required("distribution"), keys: Distribution.keys))
    return Suite.Learned(
      name: name,
      metaSeeds: try section.required("metaSeeds").integer(1...SuiteLimits.metaSeeds),
      training: try training(section, on: optimizees), optimizees: optimizees,
      tuning: try section.optional("tuning").map { try tuning($0, section) })
  }

  /// In the order of `Distribution.optimizeeNames`.
  private func trainingOptimizees(_ distribution: YAMLSection) throws -> [Suite.Optimizee] {
    let value = try distribution.required("optimizee")
    let validation = try YAMLSection(
      distribution.required("validation"), keys: Validation.keys)
    let names =
      value.isList
      ? try value.list("families").map {
        try YAMLSection($0, keys: OptimizeeShare.keys).required("name")
      } : [value]
    let all = try names + (validation.optional("optimizees")?.list("optimizees") ?? [])
    return try all.map(optimizee).reduce(into: []) { known, optimizee in
      if !known.contains(where: { $0.name == optimizee.name }) { known.append(optimizee) }
    }
  }

  private func tuning(_ value: YAMLValue, _ section: YAMLSection) throws -> Suite.Learned.Tuning {
    let rule = try vocabulary.learned.rule(section.required("rule"))
    guard let space = vocabulary.learned.searchSpace(rule) else {
      throw value.invalid(
        found: "tuning of a rule that leaves no setting to its users",
        expected: "no tuning here, or another rule")
    }
    return Suite.Learned.Tuning(settings: try RandomSearchSettings(reading: value), space: space)
  }

  private func training(
    _ section: YAMLSection, on optimizees: [Suite.Optimizee]
  ) throws -> TrainingSettings {
    let settings = TrainingSettings(
      rule: try vocabulary.learned.rule(section.required("rule")),
      distribution: try Distribution(reading: section.required("distribution")),
      estimator: try vocabulary.learned.estimator(section.required("estimator")),
      metaOptimizer: try MetaOptimizer(reading: section.required("metaOptimizer")),
      schedule: try TrainingSchedule(reading: section.required("schedule")))
    try attribute(to: section) { () throws(SettingConflict) in
      try vocabulary.learned.check(settings)
    }
    // An ensemble's functions take the streams of as many functions as an ensemble may have parts.
    let parts =
      (optimizees.allSatisfy(\.parts.isEmpty) ? 1 : EnsemblePart.limit)
      * vocabulary.learned.batches(settings)
    try attribute(to: section) { () throws(SettingConflict) in
      try settings.checkSchedules()
      try settings.checkCurriculum()
    }
    try attribute(to: section, "schedule.") { () throws(SettingConflict) in
      try settings.checkFunctions(epochs: settings.schedule.epochs, parts: parts)
    }
    if case .search(let search) = settings.metaOptimizer.learningRate {
      try attribute(to: section, "metaOptimizer.learningRate.") { () throws(SettingConflict) in
        try settings.checkFunctions(epochs: search.epochs, parts: parts)
      }
    }
    return settings
  }

  /// Turns a conflict that `check` finds into an error at the place of the setting to blame, whose path
  /// in the section begins with `prefix`.
  private func attribute(
    to section: YAMLSection, _ prefix: String = "", check: () throws(SettingConflict) -> Void
  ) throws {
    do throws(SettingConflict) {
      try check()
    } catch {
      let path = (prefix + error.name).split(separator: ".").map(String.init)
      throw section.deepest(of: path).invalid(found: error.found, expected: error.expected)
    }
  }
}
