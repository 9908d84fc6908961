import Results

/// The records of a suite sorted out: by kind, in the order of the plan.
struct Contents {
  var searches: [Entry<SearchResult>] = []
  var metaTrainings: [Entry<MetaTrainingResult>] = []
  var tunings: [Entry<TuningResult>] = []
  var studies: [Entry<StudyResult>] = []
  /// Without those of GSL's minimisers.
  var settings: [Setting] = []
  var minimiserSettings: [Setting] = []
  /// Every optimizer of `settings`, learned ones first, else in the order of the plan.
  private(set) var optimizers: [(name: String, kind: EvaluationResult.Kind)] = []
  /// Cells without a record.
  var missing: [Manifest.Cell] = []
  /// Labels of records that belong to no cell; they are left out.
  var strays: [String] = []

  struct Entry<Result: Sendable>: Sendable {
    var key: String
    var result: Result
  }

  init(manifest: Manifest, records: [Record]) throws(ReportError) {
    guard manifest.formatVersion == Record.currentFormatVersion else {
      throw .otherFormat(
        record: "manifest", found: manifest.formatVersion, expected: Record.currentFormatVersion)
    }
    var recordsByKey: [String: Record] = [:]
    for record in records {
      try Self.check(record, suite: manifest.suite)
      guard recordsByKey.updateValue(record, forKey: record.key) == nil else {
        throw .twoRecords(key: record.key, record: record.label)
      }
    }
    for cell in manifest.cells {
      if let record = recordsByKey.removeValue(forKey: cell.key) {
        try add(record)
      } else {
        missing.append(cell)
      }
    }
    strays = recordsByKey.values.map(\.label).sorted()
    sortSettings()
    optimizers = namedOptimizers()
  }
}

extension Contents {
  /// The optimizees each learned optimizer was meta-trained on, in the order of the plan.
  var metaTrained: [(optimizer: String, optimizee: String)] {
    var pairs: [(optimizer: String, optimizee: String)] = []
    for entry in metaTrainings
    where !pairs.contains(where: { $0.optimizer == entry.result.optimizer }) {
      pairs += entry.result.families.map { (entry.result.optimizer, $0) }
    }
    return pairs
  }

  private func namedOptimizers() -> [(name: String, kind: EvaluationResult.Kind)] {
    var seen: Set<String> = []
    var all: [(name: String, kind: EvaluationResult.Kind)] = []
    for setting in settings {
      for entrant in setting.entrants where seen.insert(entrant.optimizer).inserted {
        all.append((entrant.optimizer, entrant.kind))
      }
    }
    return all.filter { $0.kind == .learned } + all.filter { $0.kind != .learned }
  }

  private static func check(_ record: Record, suite: String) throws(ReportError) {
    guard record.formatVersion == Record.currentFormatVersion else {
      throw .otherFormat(
        record: record.label, found: record.formatVersion, expected: Record.currentFormatVersion)
    }
    guard record.suite == suite else {
      throw .otherSuite(record: record.label, found: record.suite, expected: suite)
    }
    guard case .evaluation(let result) = record.content else { return }
    let functions = result.finalLosses.count
    guard functions > 0 else {
      throw .count(record: record.label, of: "final losses", found: 0, expected: "at least 1")
    }
    guard result.areas.count == functions else {
      throw .count(
        record: record.label, of: "areas", found: result.areas.count, expected: "\(functions)")
    }
    let (losses, updates) = (result.trajectory.mean.count, result.trajectoryUpdates.count)
    guard losses == updates else {
      throw .count(
        record: record.label, of: "losses in its trajectory", found: losses,
        expected: "0 or \(updates)")
    }
  }

  private mutating func add(_ record: Record) throws(ReportError) {
    switch record.content {
    case .search(let result): searches.append(Entry(key: record.key, result: result))
    case .metaTraining(let result): metaTrainings.append(Entry(key: record.key, result: result))
    case .tuning(let result): tunings.append(Entry(key: record.key, result: result))
    case .study(let result): studies.append(Entry(key: record.key, result: result))
    case .evaluation(let result):
      let evaluation = Entrant.Evaluation(key: record.key, result: result)
      if record.isOfMinimiser {
        try Self.add(evaluation, label: record.label, to: &minimiserSettings)
      } else {
        try Self.add(evaluation, label: record.label, to: &settings)
      }
    }
  }

  private static func add(
    _ evaluation: Entrant.Evaluation, label: String, to settings: inout [Setting]
  ) throws(ReportError) {
    let result = evaluation.result
    let entrant = Entrant(
      optimizer: result.optimizer, kind: result.kind, evaluations: [evaluation])
    let place = settings.firstIndex {
      $0.optimizee == result.optimizee && $0.horizon == result.horizon
    }
    guard let place else {
      settings.append(
        Setting(optimizee: result.optimizee, horizon: result.horizon, entrants: [entrant]))
      return
    }
    let functions = settings[place].entrants[0].evaluations[0].result.finalLosses.count
    guard result.finalLosses.count == functions else {
      throw .count(
        record: label, of: "final losses", found: result.finalLosses.count,
        expected: "\(functions), as the others on \(result.optimizee) at \(result.horizon)")
    }
    try checkUpdates(of: result, label: label, fit: settings[place])
    let rival = settings[place].entrants.firstIndex { $0.optimizer == result.optimizer }
    guard let rival else {
      settings[place].entrants.append(entrant)
      return
    }
    let metaSeeds = settings[place].entrants[rival].evaluations.map(\.result.metaSeed)
    guard !metaSeeds.contains(result.metaSeed) else {
      throw .twoMetaSeeds(record: label, metaSeed: result.metaSeed ?? 0)
    }
    settings[place].entrants[rival].evaluations.append(evaluation)
  }

  /// The trajectories of a setting have losses after the same numbers of updates.
  private static func checkUpdates(
    of result: EvaluationResult, label: String, fit setting: Setting
  ) throws(ReportError) {
    let own = result.trajectoryUpdates
    guard let others = setting.entrants.map(\.updates).first(where: { !$0.isEmpty }),
      !own.isEmpty, own != others
    else { return }
    throw .count(
      record: label, of: "losses in its trajectory", found: own.count,
      expected: "\(others.count), after the same updates as those of the others on "
        + "\(result.optimizee) at \(result.horizon)")
  }

  /// Optimizees keep the order in which the plan names them, their horizons increase, and so do the
  /// meta-seeds of an optimizer.
  private mutating func sortSettings() {
    settings = Self.sorted(settings)
    minimiserSettings = Self.sorted(minimiserSettings)
  }

  private static func sorted(_ settings: [Setting]) -> [Setting] {
    var optimizees: [String] = []
    for setting in settings where !optimizees.contains(setting.optimizee) {
      optimizees.append(setting.optimizee)
    }
    return optimizees.flatMap { optimizee in
      settings.filter { $0.optimizee == optimizee }.sorted { $0.horizon < $1.horizon }
    }.map { setting in
      var sorted = setting
      for index in sorted.entrants.indices {
        sorted.entrants[index].evaluations.sort {
          ($0.result.metaSeed ?? 0) < ($1.result.metaSeed ?? 0)
        }
      }
      return sorted
    }
  }
}
