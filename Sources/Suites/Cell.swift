import Results
import Settings

/// One unit of work of a suite. Equal keys mean equal results, to the last bit.
public struct Cell: Equatable, Sendable {
  /// SHA-256, in hexadecimal, of everything the cell's result depends on and of nothing else.
  public let key: String
  /// For people: `tune adam on quadratic-uniform-10 at 100`.
  public let label: String
  /// The keys of the cells whose records this one reads; they come earlier in the plan.
  public let dependencies: [String]
  public let work: Work

  public enum Work: Equatable, Sendable {
    case search(SearchCell)
    case metaTraining(MetaTrainingCell)
    case tuning(TuningCell)
    case evaluation(EvaluationCell)
    case study(StudyCell)
  }

  /// Whether the bits depend on what is not ours: GSL's minimisers, and optimizers that are processes.
  public var isExternal: Bool {
    switch work {
    case .evaluation(let cell):
      switch cell.source {
      case .minimiser, .external: true
      case .learned, .frozen, .handDesigned: false
      }
    case .tuning(let cell): if case .external = cell.method { true } else { false }
    case .search, .metaTraining, .study: false
    }
  }

  /// The cell as a results folder knows it.
  public var inManifest: Manifest.Cell {
    Manifest.Cell(key: key, label: label, external: isExternal)
  }
}

/// One candidate of a random search for the meta learning rate: a short meta-training run.
public struct SearchCell: Equatable, Sendable {
  public let optimizer: String
  /// With the search's own number of epochs and no patience.
  public let training: TrainingSettings
  /// In the order of the distribution's `optimizeeNames`.
  public let optimizees: [Suite.Optimizee]
  public let search: MetaLearningRateSearch
  /// The index of the draw, from 0.
  public let candidate: Int
}

/// One meta-training run: one meta-seed of a learned optimizer.
public struct MetaTrainingCell: Equatable, Sendable {
  public let optimizer: String
  public let training: TrainingSettings
  /// In the order of the distribution's `optimizeeNames`.
  public let optimizees: [Suite.Optimizee]
  public let metaLearningRate: Rate
  /// From 0.
  public let metaSeed: Int

  public enum Rate: Equatable, Sendable {
    case fixed(Double)
    /// The rate of the search record with the lowest validation loss, the first of several. The keys
    /// are in the order of the candidates.
    case bestOf(searchKeys: [String])
  }

  /// Inside `optimizers/`.
  public var optimizerFile: String { "\(optimizer)-\(metaSeed).safetensors" }
}

/// The tuning of one optimizer on one optimizee and horizon.
public struct TuningCell: Equatable, Sendable {
  /// How tables call it.
  public let optimizer: String
  public let optimizee: Suite.Optimizee
  public let horizon: Int
  public let method: Method

  public enum Method: Equatable, Sendable {
    /// Of the learning rate alone.
    case grid(TuningSettings)
    /// Of all that the users of a rule tune.
    case randomSearch(Suite.RandomSearch.Rule, RandomSearchSettings)
    /// Of what a learned rule leaves to its users, after one meta-training run.
    case learned(Suite.Learned.Tuning, metaSeed: Int, metaTrainingKey: String)
    /// Of what an external optimizer leaves to its users.
    case external(ExternalOptimizer)
  }

  /// The rule by its own name.
  public var rule: String {
    switch method {
    case .grid, .learned, .external: optimizer
    case .randomSearch(let rule, _): rule.name
    }
  }

  /// Meta-validation functions.
  public var functions: Int {
    switch method {
    case .grid(let settings): settings.functions
    case .randomSearch(_, let settings): settings.functions
    case .learned(let tuning, _, _): tuning.settings.functions
    case .external(let external): external.tuning.functions
    }
  }

  /// Settings that are tried, roughly.
  public var points: Double {
    switch method {
    case .grid(let settings): settings.points
    case .randomSearch(_, let settings): Double(settings.draws)
    case .learned(let tuning, _, _): Double(tuning.settings.draws)
    case .external(let external): external.tuning.points
    }
  }
}

/// What all estimators give at the metaParameters of one learned optimizer.
public struct StudyCell: Equatable, Sendable {
  public let optimizer: String
  public let training: TrainingSettings
  public let optimizee: Suite.Optimizee
  public let settings: StudySettings
  /// The meta-training run whose metaParameters they are; nil for an untrained optimizer.
  public let metaTrainingKey: String?

  public var point: StudyPoint { metaTrainingKey == nil ? .untrained : .metaTrained }
}

/// One frozen optimizer on the meta-test functions of one optimizee, for one horizon.
public struct EvaluationCell: Equatable, Sendable {
  public let optimizer: String
  public let source: Source
  public let optimizee: Suite.Optimizee
  public let horizon: Int
  public let functions: Int

  /// Numbers of updates after which held-out examples are looked at: quarters of the horizon on
  /// stochastic optimizees, none on deterministic ones.
  public var heldOutCheckpoints: [Int] {
    guard !optimizee.facts.isDeterministic else { return [] }
    return (1...4).reduce(into: []) { checkpoints, quarter in
      let updates = max(1, quarter * horizon / 4)
      if checkpoints.last != updates { checkpoints.append(updates) }
    }
  }

  public enum Source: Equatable, Sendable {
    /// With the settings that its rule leaves to its users as a tuning chose them, where there is one.
    case learned(metaSeed: Int, metaTrainingKey: String, tuningKey: String? = nil)
    case frozen(FrozenOptimizer)
    case handDesigned(tuningKey: String)
    case minimiser
    case external(ExternalOptimizer, tuningKey: String)
  }
}
