import Settings

extension SuiteDecoder {
  /// The entries of `studies`, one study for each optimizer and point.
  func studies(_ value: YAMLValue, of learned: [Suite.Learned]) throws -> [Suite.Study] {
    var studies: [Suite.Study] = []
    for entry in try value.list("studies") {
      let section = try YAMLSection(entry, keys: SuiteKeys.study.names + StudySettings.keys)
      let settings: StudySettings = try section.group()
      let optimizers = try section.required("optimizers").list("optimizers").distinct {
        try $0.choice(of: learned.map(\.name), "an optimizer that is meta-trained")
      }
      let points = try section.required("at").list("metaParameters").distinct {
        try $0.choice(of: StudyPoint.allCases.map(\.rawValue), "metaParameters")
      }
      for optimizer in learned where optimizers.contains(optimizer.name) {
        let horizon = optimizer.training.distribution.horizon
        guard settings.windows.allSatisfy(horizon.isMultiple(of:)) else {
          throw try section.required("windows").invalid(
            expected: "divisors of the horizon of \(optimizer.name) (\(horizon))")
        }
        for point in points.compactMap(StudyPoint.init) {
          guard !studies.contains(where: { $0.optimizer == optimizer.name && $0.point == point })
          else {
            throw entry.invalid(
              found: "\(optimizer.name), \(point.rawValue), a second time",
              expected: "each optimizer and point once")
          }
          studies.append(
            Suite.Study(optimizer: optimizer.name, point: point, settings: settings))
        }
      }
    }
    return studies
  }
}
