/// What a random stream is for: the split it belongs to and what is drawn from it.
///
/// The raw value enters the seed, so it never changes once results have been committed.
public enum StreamRole: UInt32, CaseIterable, Sendable {
  /// The functions of the meta-training episodes.
  case metaTrainFunction = 1
  /// One function each of the held-out sets.
  case metaValidationFunction = 2
  case metaTestFunction = 3
  /// The initial metaParameters of one meta-seed.
  case metaParameters = 4
  /// The candidates of a meta learning rate search.
  case metaLearningRateSearch = 5
  /// The minibatches seen by the functions above.
  case metaTrainMinibatches = 6
  case metaValidationMinibatches = 7
  case metaTestMinibatches = 8
  /// One example of a procedural data set.
  case proceduralExample = 9
  /// Resampling and permutation in reports and gates.
  case bootstrap = 10
  case permutation = 11
  /// The transformations of the functions above.
  case metaTrainTransformations = 12
  case metaValidationTransformations = 13
  case metaTestTransformations = 14
  /// The perturbed metaParameters of the meta-training episodes.
  case perturbations = 15
  /// The settings of one draw of a random search, whichever the rule.
  case settings = 20
  /// The family of each meta-training episode.
  case episodeFamilies = 24
  /// Whether a meta-training episode is one of imitation, and its teacher.
  case imitation = 25
  /// What estimators draw that are studied at fixed metaParameters.
  case studies = 28
  /// The factors on the parameters of the functions above.
  case metaTrainScaling = 26
  case metaValidationScaling = 27
  case metaTestScaling = 21
  /// The convex terms that are added to them.
  case metaTrainConvexTerm = 29
  case metaValidationConvexTerm = 30
  case metaTestConvexTerm = 31
}
