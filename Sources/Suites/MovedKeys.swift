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

  /// The place of a key by its old name; nil for a key that there never was.
  static func place(of old: String, among vocabulary: Vocabulary.Learned) -> String? {
    if let place = renamed[old] { return place }
    for (section, keys) in [
      ("rule", vocabulary.ruleKeys), ("estimator", vocabulary.estimatorKeys),
      ("distribution", Distribution.keys), ("metaOptimizer", MetaOptimizer.keys),
      ("schedule", TrainingSchedule.keys),
    ] where keys.contains(old) {
      return "\(section).\(old)"
    }
    return nil
  }
}
