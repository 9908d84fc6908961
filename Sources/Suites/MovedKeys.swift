import Settings

/// Where the keys went that stood directly in an entry of `learned` before it had sections.
enum MovedKeys {
  /// Those with another name now.
  private static let renamed = [
    "kind": "rule.kind", "functionsPerEpisode": "distribution.functions",
    "validationFunctions": "distribution.validation.functions",
    "initialScale": "distribution.transformations.initialScale",
    "validationScale": "distribution.validation.transformations.initialScale",
    "laterUpdateScale": "estimator.updateScale, for every window",
    "decay": "metaOptimizer.learningRateFactor", "metaLearningRate": "metaOptimizer.learningRate",
  ]

  /// The place of each key by its old name.
  static func places(among vocabulary: Vocabulary.Learned) -> [String: String] {
    var places: [String: String] = [:]
    for (section, keys) in [
      ("rule", vocabulary.ruleKeys), ("estimator", vocabulary.estimatorKeys),
      ("distribution", Distribution.keys), ("metaOptimizer", MetaOptimizer.keys),
      ("schedule", TrainingSchedule.keys),
    ] {
      for key in keys { places[key] = "\(section).\(key)" }
    }
    return places.merging(renamed) { _, renamed in renamed }
  }
}
