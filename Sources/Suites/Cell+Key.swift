import Results
import Settings

extension Cell {
  /// Names a piece of work by what its result depends on: the format of records, the suite's seed,
  /// the kind of work, its settings, what its optimizee and an optimizer that is not built in stand
  /// for, the versions of the arithmetic that it runs, and the keys of the cells it reads. The suite's
  /// name, its budget, its other cells and the commit have no part in it.
  init(_ work: Work, in suite: Suite) {
    self.work = work
    dependencies = work.dependencies
    label = work.label
    let facts = work.optimizees.map(\.facts)
    let arithmetic = suite.arithmetic[work].merging(facts.arithmetic) { max($0, $1) }
    var identity: [String: CanonicalJSON] = [
      "arithmetic": .object(arithmetic.mapValues(CanonicalJSON.integer)),
      "formatVersion": .integer(Record.currentFormatVersion),
      "seed": .unsigned(suite.head.seed),
      "work": work.canonical,
      "fingerprint": .text(facts.map(\.fingerprint).joined(separator: "; ")),
      "dependencies": .list(work.dependencies.map(CanonicalJSON.text)),
    ]
    let additions = work.kinds.compactMap { suite.fingerprints[$0] }
    if !additions.isEmpty {
      identity["additions"] = .list(additions.map(CanonicalJSON.text))
    }
    key = CanonicalJSON.object(identity).digest
  }
}

extension Cell.Work {
  /// All that the work draws functions of, each once.
  public var optimizees: [Suite.Optimizee] {
    switch self {
    case .search(let cell): cell.optimizees
    case .metaTraining(let cell): cell.optimizees
    case .tuning(let cell): [cell.optimizee]
    case .evaluation(let cell): [cell.optimizee]
    case .study(let cell): [cell.optimizee]
    }
  }

  /// The hand-designed optimizer, or the kinds of rule and estimator, whose code the work runs. An
  /// evaluation has them in the key that it depends on, except that of an optimizer from a file.
  fileprivate var kinds: [String] {
    switch self {
    case .search(let cell): cell.training.kinds
    case .metaTraining(let cell): cell.training.kinds
    case .tuning(let cell):
      switch cell.method {
      case .grid, .randomSearch: [cell.rule]
      case .learned, .external: []
      }
    case .study(let cell): cell.training.rule.kinds
    case .evaluation(let cell):
      if case .frozen(let optimizer) = cell.source { optimizer.content.rule.kinds } else { [] }
    }
  }

  fileprivate var dependencies: [String] {
    switch self {
    case .search: []
    case .tuning(let cell):
      if case .learned(_, _, let metaTrainingKey) = cell.method { [metaTrainingKey] } else { [] }
    case .study(let cell): [cell.metaTrainingKey].compactMap(\.self)
    case .metaTraining(let cell):
      switch cell.metaLearningRate {
      case .fixed: []
      case .bestOf(let searchKeys): searchKeys
      }
    case .evaluation(let cell):
      switch cell.source {
      case .learned(_, let metaTrainingKey, let tuningKey):
        [metaTrainingKey] + [tuningKey].compactMap(\.self)
      case .handDesigned(let tuningKey), .external(_, let tuningKey): [tuningKey]
      case .frozen, .minimiser: []
      }
    }
  }

  fileprivate var label: String {
    switch self {
    case .search(let cell):
      return
        "search \(cell.optimizer) on \(cell.training.distribution.name) candidate \(cell.candidate)"
    case .metaTraining(let cell):
      return "meta-train \(cell.optimizer) on \(cell.training.distribution.name)"
        + " meta-seed \(cell.metaSeed)"
    case .tuning(let cell):
      let label = "tune \(cell.optimizer) on \(cell.optimizee.name) at \(cell.horizon)"
      if case .learned(_, let metaSeed, _) = cell.method { return "\(label) meta-seed \(metaSeed)" }
      return label
    case .evaluation(let cell):
      let label = "evaluate \(cell.optimizer) on \(cell.optimizee.name) at \(cell.horizon)"
      if case .learned(let metaSeed, _, _) = cell.source { return "\(label) meta-seed \(metaSeed)" }
      return label
    case .study(let cell):
      return "study estimators of \(cell.optimizer) \(cell.point.rawValue)"
    }
  }

  fileprivate var canonical: CanonicalJSON {
    switch self {
    case .search(let cell):
      return [
        "kind": "search", "optimizer": .text(cell.optimizer),
        "training": cell.training.canonicalWithoutRate,
        "lowest": .number(cell.search.bounds.lowest),
        "highest": .number(cell.search.bounds.highest), "candidate": .integer(cell.candidate),
      ]
    case .metaTraining(let cell):
      var fields: [String: CanonicalJSON] = [
        "kind": "metaTraining", "optimizer": .text(cell.optimizer),
        "training": cell.training.canonicalWithoutRate, "metaSeed": .integer(cell.metaSeed),
      ]
      if case .fixed(let rate) = cell.metaLearningRate {
        fields["metaLearningRate"] = .number(rate)
      }
      return .object(fields)
    case .tuning(let cell):
      return [
        "kind": "tuning", "optimizer": .text(cell.optimizer),
        "optimizee": .text(cell.optimizee.name), "horizon": .integer(cell.horizon),
        "settings": cell.method.canonical,
      ]
    case .evaluation(let cell):
      var fields: [String: CanonicalJSON] = [
        "kind": "evaluation", "optimizer": .text(cell.optimizer),
        "source": cell.source.canonical, "optimizee": .text(cell.optimizee.name),
        "horizon": .integer(cell.horizon), "functions": .integer(cell.functions),
      ]
      let checkpoints = cell.heldOutCheckpoints
      if !checkpoints.isEmpty {
        fields["heldOutCheckpoints"] = .list(checkpoints.map(CanonicalJSON.integer))
      }
      if cell.horizon > KeptUpdates.longestWhole {
        fields["keptUpdates"] = .integer(KeptUpdates.of(horizon: cell.horizon).count)
      }
      return .object(fields)
    case .study(let cell):
      return [
        "kind": "study", "optimizer": .text(cell.optimizer),
        "rule": cell.training.rule.canonical, "optimizee": .text(cell.optimizee.name),
        "horizon": .integer(cell.training.distribution.horizon),
        "at": .text(cell.point.rawValue), "settings": cell.settings.canonical,
      ]
    }
  }
}

extension TuningCell.Method {
  fileprivate var canonical: CanonicalJSON {
    switch self {
    case .grid(let settings): settings.canonical
    case .randomSearch(let rule, let settings):
      settings.canonical.with("rule", .text(rule.name)).with("space", rule.space)
    case .learned(let tuning, let metaSeed, _):
      tuning.settings.canonical.with("metaSeed", .integer(metaSeed)).with("space", tuning.space)
    case .external(let external): external.canonical
    }
  }
}

extension EvaluationCell.Source {
  /// The kind alone, with the meta-seed that the record states; the rest is in the dependencies. A
  /// file is known by its bytes.
  fileprivate var canonical: CanonicalJSON {
    switch self {
    case .learned(let metaSeed, _, _): ["learned": .integer(metaSeed)]
    case .frozen(let optimizer): ["frozen": .text(optimizer.digest)]
    case .handDesigned: "hand-designed"
    case .minimiser: "minimiser"
    case .external(let external, _): ["external": external.identity]
    }
  }
}
