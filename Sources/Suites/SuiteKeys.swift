/// The keys a suite file may have, section by section; `docs/suite-file.md` describes each of them.
public enum SuiteKeys {
  public static let suite = [
    "suite", "description", "seed", "budgetMinutes", "margin", "learnedMargin", "learned",
    "handDesigned", "minimisers", "evaluations", "published",
  ]
  /// An entry of `learned`.
  public static let learned = [
    "name", "kind", "optimizee", "metaSeeds", "preprocessing", "p", "outputScale",
    "coordinateSigns", "forgetBias", "horizon", "unrollLength", "laterUpdateScale", "initialScale",
    "functionsPerEpisode", "episodesPerEpoch", "epochs", "patience", "validationFunctions",
    "validationScale", "gradientClipping", "metaGradientStride", "averaging", "decay",
    "metaLearningRate",
  ]
  /// `initialScale` and `validationScale`.
  public static let scale = ["lowest", "highest"]
  /// `metaLearningRate` of an entry of `learned`, where it is searched for.
  public static let metaLearningRate = ["lowest", "highest", "candidates", "epochs"]
  public static let handDesigned = [
    "optimizers", "tuningFunctions", "lowestLearningRate", "highestLearningRate",
    "pointsPerDecade", "refinements",
  ]
  /// An entry of `evaluations`.
  public static let evaluation = ["optimizees", "horizons", "functions"]
  /// An entry of `published`.
  public static let published = ["figure", "kind", "file", "optimizee", "horizon"]
  /// An entry of `published` of the kind `final-losses`.
  public static let publishedFinalLosses = published.filter { $0 != "optimizee" }
}
