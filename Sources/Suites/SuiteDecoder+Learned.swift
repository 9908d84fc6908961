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
      let name = try section.required("name").identifier()
      for (taken, whose) in [
        (metaTrained.map(\.name) + frozen.map(\.name), "learned optimizer"),
        (vocabulary.handDesigned, "hand-designed optimizer"),
        (vocabulary.minimisers, "minimiser"),
      ] where taken.contains(name) {
        throw try section.required("name").invalid(
          expected: "a name of its own; there is a \(whose) of that name")
      }
      if let file = section.optional(SuiteKeys.file.name) {
        frozen.append(try self.frozen(name, file: file, in: section))
      } else {
        metaTrained.append(try self.metaTrained(name, section))
      }
    }
    return (metaTrained, frozen)
  }

  private func metaTrained(_ name: String, _ section: YAMLSection) throws -> Suite.Learned {
    let optimizee = try optimizee(
      YAMLSection(section.required("distribution"), keys: Distribution.keys)
        .required("optimizee"))
    return Suite.Learned(
      name: name,
      metaSeeds: try section.required("metaSeeds").integer(1...SuiteLimits.metaSeeds),
      training: try training(section, on: optimizee), optimizee: optimizee)
  }

  private func training(
    _ section: YAMLSection, on optimizee: Suite.Optimizee
  ) throws -> TrainingSettings {
    let settings = TrainingSettings(
      rule: try vocabulary.learned.rule(section.required("rule")),
      distribution: try Distribution(reading: section.required("distribution")),
      estimator: try vocabulary.learned.estimator(section.required("estimator")),
      metaOptimizer: try MetaOptimizer(reading: section.required("metaOptimizer")),
      schedule: try TrainingSchedule(reading: section.required("schedule")))
    do throws(SettingConflict) {
      try vocabulary.learned.check(settings)
    } catch {
      let path = error.name.split(separator: ".").map(String.init)
      throw section.deepest(of: path).invalid(found: error.found, expected: error.expected)
    }
    try checkFunctions(
      settings.schedule.epochs, of: settings, on: optimizee,
      at: section.deepest(of: ["schedule", "epochs"]))
    if case .search(let search) = settings.metaOptimizer.learningRate {
      let epochs = section.deepest(of: ["metaOptimizer", "learningRate", "epochs"])
      try checkFunctions(search.epochs, of: settings, on: optimizee, at: epochs)
    }
    return settings
  }

  /// An ensemble's functions take the streams of as many functions as an ensemble may have parts.
  private func checkFunctions(
    _ epochs: Int, of settings: TrainingSettings, on optimizee: Suite.Optimizee, at value: YAMLValue
  ) throws {
    let most = TrainingSchedule.mostFunctions / (optimizee.parts.isEmpty ? 1 : EnsemblePart.limit)
    guard epochs * settings.functionsPerEpoch <= most else {
      throw value.invalid(
        found: "\(epochs) epochs",
        expected: "at most \(most / settings.functionsPerEpoch): epochs × episodesPerEpoch"
          + " × functions of an episode may not exceed \(most)")
    }
  }
}
