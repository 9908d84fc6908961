import Results
import Settings

/// Reads the sections of a suite file against a vocabulary.
struct SuiteDecoder {
  let vocabulary: Vocabulary
  /// The bytes of a file named relative to the suite file.
  let readFile: (String) throws -> [UInt8]
  var ensembles: [Suite.Optimizee] = []

  func suite(from root: YAMLValue, name expectedName: String) throws -> Suite {
    let section = try YAMLSection(
      root, keys: [SuiteKeys.name.name] + SuiteHead.keys + SuiteKeys.lists.names)
    let nameValue = try section.required("suite")
    let name = try nameValue.identifier()
    guard name == expectedName else {
      throw nameValue.invalid(expected: "\(excerpt(expectedName)), the file's own name")
    }
    let decoder = try adding(ensembles: section.optional("ensembles"))
    let learned = try decoder.learned(section.optional("learned"))
    let suite = Suite(
      name: name,
      head: try section.group(),
      ensembles: decoder.ensembles,
      learned: learned.metaTrained, frozen: learned.frozen,
      handDesigned: try section.optional("handDesigned").map(handDesigned),
      minimisers: try section.optional("minimisers").map(minimisers) ?? [],
      external: try decoder.external(
        section.optional("external"),
        learned: learned.metaTrained.map(\.name) + learned.frozen.map(\.name)),
      evaluations: try decoder.evaluations(section.required("evaluations")),
      studies: try section.optional("studies").map { try studies($0, of: learned.metaTrained) }
        ?? [],
      published: [], publishedFinalLosses: [], fingerprints: vocabulary.fingerprints,
      arithmetic: vocabulary.arithmetic)
    return try checked(suite, section: section, root: root)
  }

  /// The checks that need more than one section, then what is published.
  private func checked(
    _ suite: Suite, section: YAMLSection, root: YAMLValue
  ) throws -> Suite {
    let hasLearned = !suite.learned.isEmpty || !suite.frozen.isEmpty
    guard
      hasLearned || suite.handDesigned != nil || !suite.minimisers.isEmpty
        || !suite.external.isEmpty
    else {
      throw root.invalid(
        found: "no optimizer",
        expected: "at least one of learned, handDesigned, minimisers and external")
    }
    if let minimisers = section.optional("minimisers"),
      !suite.evaluations.contains(where: \.optimizee.facts.isDeterministic)
    {
      throw minimisers.invalid(
        found: "stochastic optimizees only",
        expected: "an evaluation on a deterministic optimizee, which minimisers need")
    }
    if let other = section.optional("settingsSeed"), suite.head.settingsSeed == suite.head.seed {
      throw other.invalid(expected: "another seed than that of this suite")
    }
    try checkRules(suite, section)
    guard suite.cellLimit <= SuiteLimits.cells else {
      throw try section.required("evaluations").invalid(
        found: "a plan of \(suite.cellLimit) cells", expected: "at most \(SuiteLimits.cells)")
    }
    var suite = suite
    if let entries = section.optional("published") {
      let published = try published(entries, suite.evaluations)
      suite.published = published.curves
      suite.publishedFinalLosses = published.finalLosses
    }
    return suite
  }

  /// That every learned rule is for every optimizee that it meets.
  private func checkRules(_ suite: Suite, _ section: YAMLSection) throws {
    for entry in try section.optional("learned")?.list("learned optimizers") ?? [] {
      let entry = try YAMLSection(entry, keys: SuiteKeys.learned.names + [SuiteKeys.file.name])
      let name = try entry.required("name").identifier()
      let metaTrained = suite.learned.first { $0.name == name }
      let frozen = suite.frozen.first { $0.name == name }
      guard let rule = metaTrained?.training.rule ?? frozen?.content.rule else { continue }
      for optimizee in (metaTrained?.optimizees ?? []) + suite.evaluations.map(\.optimizee) {
        do throws(SettingConflict) {
          try vocabulary.learned.fits(rule, optimizee)
        } catch {
          let place = try entry.required(frozen == nil ? "rule" : SuiteKeys.file.name)
          throw place.invalid(
            found: "\(error.found ?? place.shown), on \(optimizee.name)", expected: error.expected)
        }
      }
    }
  }

  func optimizee(_ value: YAMLValue) throws -> Suite.Optimizee {
    let name = try value.text("an optimizee")
    return try ensembles.first { $0.name == name } ?? family(value)
  }

  func family(_ value: YAMLValue) throws -> Suite.Optimizee {
    let name = try value.text("an optimizee")
    let facts: OptimizeeFacts?
    do {
      facts = try vocabulary.optimizee(name)
    } catch {
      throw value.invalid(
        found: "\(excerpt(name)), which cannot be used (\(error))", expected: "its data in place")
    }
    guard let facts else {
      throw value.invalid(
        expected: vocabulary.hint(name)
          ?? "an optimizee: "
          + (vocabulary.optimizees + ensembles.map(\.name)).joined(separator: ", "))
    }
    return Suite.Optimizee(name: name, facts: facts)
  }

  private func minimisers(_ value: YAMLValue) throws -> [String] {
    try value.list("minimisers").distinct {
      try $0.choice(of: vocabulary.minimisers, "a minimiser")
    }
  }

  private func evaluations(_ value: YAMLValue) throws -> [Suite.Evaluation] {
    var evaluations: [Suite.Evaluation] = []
    for entry in try value.list("evaluations") {
      let section = try YAMLSection(entry, keys: SuiteKeys.evaluation.names)
      let optimizees = try section.required("optimizees").list("optimizees").distinct(optimizee)
      let horizons = try section.required("horizons").list("horizons").distinct {
        try $0.integer(1...Distribution.largestHorizon)
      }
      let functions = try section.required("functions").integer(1...Distribution.mostFunctions)
      for optimizee in optimizees {
        for horizon in horizons {
          guard !evaluations.contains(optimizee: optimizee.name, horizon: horizon) else {
            throw entry.invalid(
              found: "\(optimizee.name) at horizon \(horizon) a second time",
              expected: "each optimizee and horizon once")
          }
          guard evaluations.count < SuiteLimits.evaluations else {
            throw entry.invalid(
              found: "more than \(SuiteLimits.evaluations) pairs of optimizee and horizon",
              expected: "fewer")
          }
          evaluations.append(
            Suite.Evaluation(optimizee: optimizee, horizon: horizon, functions: functions))
        }
      }
    }
    return evaluations
  }
}

extension [Suite.Evaluation] {
  func contains(optimizee: String, horizon: Int) -> Bool {
    contains { $0.optimizee.name == optimizee && $0.horizon == horizon }
  }
}
