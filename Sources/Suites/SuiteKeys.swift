import Settings

/// A key of a suite file that is no setting of a group, with its row of `docs/suite-file.md`.
struct SuiteKey {
  let name: String
  let requirement: String
  let page: String

  init(_ name: String, _ requirement: String, _ page: String) {
    self.name = name
    self.requirement = requirement
    self.page = page
  }
}

extension [SuiteKey] {
  var names: [String] { map(\.name) }
  var table: [String] { map { pageRow($0.name, $0.requirement, $0.page) } }
}

/// The sections of a suite file: their keys, and the tables of `docs/suite-file.md`.
public enum SuiteKeys {
  static let name = SuiteKey(
    "suite", "yes",
    "the suite's name: the file's own name without `.yaml`, lowercase letters, digits and hyphens")

  static let lists = [
    SuiteKey("ensembles", "no", "weighted sums of optimizees, each with a name; a list"),
    SuiteKey("learned", "*", "learned optimizers, a list"),
    SuiteKey(
      "handDesigned", "*", "hand-designed optimizers and how they are tuned"),
    SuiteKey(
      "minimisers", "*",
      "GSL's minimisers, a list of names; they run on deterministic optimizees only"),
    SuiteKey("external", "*", "optimizers that are processes of their own, a list"),
    SuiteKey("evaluations", "yes", "what all of them are tested on, a list"),
    SuiteKey("studies", "no", "how good metaGradients are, by estimator; a list"),
    SuiteKey("published", "no", "curves of published figures, drawn beside ours; a list"),
  ]

  /// An entry of `ensembles`.
  static let ensemble = [
    SuiteKey(
      "name", "yes",
      "stands for it wherever an optimizee is named; lowercase letters, digits and hyphens"),
    SuiteKey("parts", "yes", "1 to \(EnsemblePart.limit), a list"),
  ]

  /// An entry of `learned`.
  static let learned = [
    SuiteKey("name", "yes", "how tables call it; lowercase letters, digits and hyphens"),
    SuiteKey("metaSeeds", "yes", "meta-training runs, 1 to \(SuiteLimits.metaSeeds)"),
    SuiteKey("rule", "yes", "what turns gradients into updates"),
    SuiteKey("distribution", "yes", "the functions it is meta-trained on"),
    SuiteKey("estimator", "yes", "how metaGradients are obtained"),
    SuiteKey("metaOptimizer", "yes", "how a metaGradient changes the metaParameters"),
    SuiteKey("schedule", "yes", "how long meta-training goes on"),
    SuiteKey(
      "tuning", "no: as `rule` has them",
      "random search, for each optimizee and horizon, of the settings that the rule leaves to its"
        + " users, a section"),
  ]

  /// In place of all keys of an entry of `learned` except its name.
  static let file = SuiteKey(
    "file", "yes", "an optimizer file (`*.safetensors`), below the suite file's folder")

  /// Of `handDesigned` and of `randomSearch`.
  static let optimizers = SuiteKey("optimizers", "yes", "names such as `adam`, each once")

  static let handDesigned = [
    SuiteKey(
      "randomSearch", "no",
      "hand-designed optimizers all of whose settings are drawn at random, a section")
  ]

  /// An entry of `external`.
  static let external = [
    SuiteKey("name", "yes", "how tables call it; lowercase letters, digits and hyphens"),
    SuiteKey("command", "yes", "the program and its arguments, a list of words"),
    SuiteKey("timeLimit", "no: 60", "seconds for one answer, 1 to 86,400"),
    SuiteKey(
      "grid", "one of the two", "its learning rate is tuned alone, by the keys of `handDesigned`"),
    SuiteKey("randomSearch", "one of the two", "its settings are drawn at random"),
  ]

  /// What `randomSearch` of an external optimizer has beside its budget.
  static let drawn = [
    SuiteKey(
      "settings", "yes",
      "`learningRate` and any others by name, each `{ lowest, highest }`, drawn log-uniformly")
  ]

  /// An entry of `evaluations`.
  static let evaluation = [
    SuiteKey("optimizees", "yes", "families, each once"),
    SuiteKey("horizons", "yes", "numbers of updates, 1 to 100,000, each once"),
    SuiteKey("functions", "yes", "meta-test functions of each family, up to 1,000,000"),
  ]

  /// What an entry of `studies` has beside its settings.
  static let study = [
    SuiteKey("optimizers", "yes", "names of entries of `learned` that are meta-trained, each once"),
    SuiteKey(
      "at", "yes", "metaParameters: `untrained`, `meta-trained` (of meta-seed 0), or both; a list"),
  ]

  /// An entry of `published`.
  static let published = [
    SuiteKey("figure", "yes", "its name, lowercase letters, digits and hyphens; each once"),
    SuiteKey(
      "kind", "no: `curves`",
      "`curves` over the updates of one evaluation, or `final-losses` of many"),
    SuiteKey("file", "yes", "a CSV file, below the suite file's folder"),
    SuiteKey(
      "optimizee", "*",
      "which evaluation the curves belong to; no key of `final-losses`, whose file names its"
        + " optimizees"),
    SuiteKey("horizon", "yes", "likewise, for both kinds"),
  ]

  /// An entry of `published` of the kind `final-losses`.
  static let publishedFinalLosses = published.filter { $0.name != "optimizee" }

  /// The tables of the page, by the headings above them.
  public static let tables: [(heading: String, rows: [String])] = [
    ("The file", [name].table + SuiteHead.table + lists.table),
    ("An entry of `ensembles`", ensemble.table),
    ("An entry of `parts`", EnsemblePart.Entry.table),
    ("An entry of `learned`", learned.table),
    ("An optimizer from a file", [learned[0], file].table),
    ("`distribution`", Distribution.table),
    ("An entry of `optimizee`", OptimizeeShare.table),
    ("`validation`", Validation.table),
    ("`transformations`", Transformations.table),
    ("`metaOptimizer`", MetaOptimizer.table),
    ("`tuning`", RandomSearchSettings.table),
    ("A search for `learningRate`", MetaLearningRateSearch.table),
    ("`schedule`", TrainingSchedule.table),
    ("`curriculum`", Curriculum.table),
    ("`imitation`", Imitation.table),
    ("An entry of `teachers`", Teacher.table),
    ("`handDesigned`", [optimizers].table + TuningSettings.table + handDesigned.table),
    ("`randomSearch`", [optimizers].table + RandomSearchSettings.table),
    ("An entry of `external`", external.table),
    ("`randomSearch` of an external optimizer", RandomSearchSettings.table + drawn.table),
    ("An entry of `evaluations`", evaluation.table),
    ("An entry of `studies`", study.table + StudySettings.table),
    ("An entry of `published`", published.table),
  ]
}
