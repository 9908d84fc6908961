extension SuiteDecoder {
  func learned(_ value: YAMLValue?) throws -> [Suite.Learned] {
    var learned: [Suite.Learned] = []
    for entry in try value?.list("learned optimizers") ?? [] {
      let section = try YAMLSection(entry, keys: SuiteKeys.learned)
      let name = try section.required("name").identifier()
      for (taken, whose) in [
        (learned.map(\.name), "learned optimizer"),
        (vocabulary.handDesigned, "hand-designed optimizer"),
        (vocabulary.minimisers, "minimiser"),
      ] where taken.contains(name) {
        throw try section.required("name").invalid(
          expected: "a name of its own; there is a \(whose) of that name")
      }
      let training = try trainingSettings(section)
      learned.append(
        Suite.Learned(
          name: name,
          metaSeeds: try section.required("metaSeeds").integer(1...SuiteLimits.metaSeeds),
          training: training,
          metaLearningRate: try metaLearningRate(
            section.required("metaLearningRate"), functionsPerEpoch: training.functionsPerEpoch)))
    }
    return learned
  }

  private func trainingSettings(_ section: YAMLSection) throws -> TrainingSettings {
    func count(_ key: String, upTo limit: Int) throws -> Int {
      try section.required(key).integer(1...limit)
    }
    let settings = TrainingSettings(
      kind: try section.required("kind").choice(
        of: vocabulary.learnedKinds, "a kind of learned optimizer"),
      optimizee: try optimizee(section.required("optimizee")),
      preprocessing: try preprocessing(section),
      outputScale: try section.required("outputScale").positiveFloat(),
      coordinateSigns: try coordinateSigns(section),
      forgetBias: try forgetBias(section),
      horizon: try count("horizon", upTo: SuiteLimits.horizon),
      unrollLength: try count("unrollLength", upTo: SuiteLimits.horizon),
      laterUpdateScale: try section.optional("laterUpdateScale").map(laterUpdateScale),
      initialScale: try section.optional("initialScale").map(scale),
      validationScale: try section.optional("validationScale").map(scale),
      functionsPerEpisode: try count("functionsPerEpisode", upTo: SuiteLimits.functions),
      episodesPerEpoch: try count("episodesPerEpoch", upTo: SuiteLimits.functionsPerRun),
      epochs: try count("epochs", upTo: SuiteLimits.functionsPerRun),
      patience: try section.optional("patience")?.integer(1...SuiteLimits.functionsPerRun),
      validationFunctions: try count("validationFunctions", upTo: SuiteLimits.functions),
      gradientClipping: try section.optional("gradientClipping")?.positiveNumber(),
      metaGradientStride: try metaGradientStride(section),
      averaging: try section.optional("averaging")?.number("a number between 0 and 1") {
        0 < $0 && $0 < 1
      },
      decay: try section.optional("decay")?.number("a number above 0 and at most 1") {
        0 < $0 && $0 <= 1
      } ?? 1)
    guard settings.horizon.isMultiple(of: settings.unrollLength) else {
      throw try section.required("unrollLength").invalid(
        expected: "a divisor of horizon (\(settings.horizon))")
    }
    try checkLaterUpdateScale(of: settings, in: section)
    try checkFunctions(
      settings.epochs, of: settings.functionsPerEpoch, at: section.required("epochs"))
    return settings
  }

  private func laterUpdateScale(_ value: YAMLValue) throws -> LaterUpdateScale {
    func factor(_ value: YAMLValue) throws -> Double {
      try value.number("a number above 0 and at most 1") { 0 < Float($0) && $0 <= 1 }
    }
    return value.isList ? .each(try value.list("numbers").map(factor)) : .all(try factor(value))
  }

  private func checkLaterUpdateScale(
    of settings: TrainingSettings, in section: YAMLSection
  ) throws {
    guard case .each(let factors)? = settings.laterUpdateScale else { return }
    guard factors.count == settings.laterWindows else {
      throw try section.required("laterUpdateScale").invalid(
        found: "\(factors.count) entries",
        expected:
          "\(settings.laterWindows), one for each window of \(settings.unrollLength) updates"
          + " after the first")
    }
  }

  private func checkFunctions(_ epochs: Int, of functions: Int, at value: YAMLValue) throws {
    guard epochs * functions <= SuiteLimits.functionsPerRun else {
      throw value.invalid(
        expected: "at most \(SuiteLimits.functionsPerRun / functions): epochs × episodesPerEpoch"
          + " × functionsPerEpisode may not exceed \(SuiteLimits.functionsPerRun)")
    }
  }

  private func preprocessing(_ section: YAMLSection) throws -> Preprocessing {
    let value = try section.required("preprocessing")
    if try value.choice(of: ["raw", "log-and-sign"], "a preprocessing") == "log-and-sign" {
      let kind = try section.required("kind").text("a kind of learned optimizer")
      guard !vocabulary.rawKinds.contains(kind) else {
        throw value.invalid(expected: "raw: \(kind) takes nothing else")
      }
      let limit = SuiteLimits.p
      let p = try section.optional("p")?.positiveFloat(
        "a number above 0, at most \(limit), that a Float can hold", atMost: limit)
      return .logAndSign(p: p ?? 10)
    }
    if let p = section.optional("p") {
      throw p.invalid(expected: "no p: it belongs to the preprocessing log-and-sign")
    }
    return .raw
  }

  private func coordinateSigns(_ section: YAMLSection) throws -> CoordinateSigns? {
    try section.optional("coordinateSigns").flatMap {
      CoordinateSigns(
        rawValue: try $0.choice(
          of: CoordinateSigns.allCases.map(\.rawValue), "what is done with signs"))
    }
  }

  private func forgetBias(_ section: YAMLSection) throws -> Double? {
    let limit = SuiteLimits.forgetBias
    return try value(
      "forgetBias", of: section, for: vocabulary.forgettingKinds, because: "has no forget gates")?
      .number("a number from -\(limit) to \(limit)") { $0.magnitude <= limit }
  }

  private func metaGradientStride(_ section: YAMLSection) throws -> Int? {
    try value(
      "metaGradientStride", of: section, for: vocabulary.samplingKinds,
      because: "always takes all coordinates")?
      .integer(2...SuiteLimits.metaGradientStride)
  }

  /// The value of a key that only `kinds` may have; `reason` says of another why not.
  private func value(
    _ key: String, of section: YAMLSection, for kinds: [String], because reason: String
  ) throws -> YAMLValue? {
    guard let value = section.optional(key) else { return nil }
    let kind = try section.required("kind").text("a kind of learned optimizer")
    guard kinds.contains(kind) else {
      throw value.invalid(expected: "no \(key): \(kind) \(reason)")
    }
    return value
  }

  private func scale(_ value: YAMLValue) throws -> ClosedRange<Double> {
    try range(YAMLSection(value, keys: SuiteKeys.scale))
  }

  /// `lowest` to `highest` of a section.
  private func range(_ section: YAMLSection) throws -> ClosedRange<Double> {
    let lowest = try section.required("lowest").positiveFloat()
    let highest = try section.required("highest").positiveFloat()
    try checkRange(from: lowest, to: highest, at: section.required("highest"))
    return lowest...highest
  }

  private func metaLearningRate(
    _ value: YAMLValue, functionsPerEpoch: Int
  ) throws -> Suite.MetaLearningRate {
    guard value.isMapping else {
      return .fixed(
        try value.positiveFloat("a number above 0, or lowest, highest, candidates and epochs"))
    }
    let section = try YAMLSection(value, keys: SuiteKeys.metaLearningRate)
    let range = try range(section)
    let epochs = try section.required("epochs").integer(1...SuiteLimits.functionsPerRun)
    try checkFunctions(epochs, of: functionsPerEpoch, at: section.required("epochs"))
    return .search(
      lowest: range.lowerBound, highest: range.upperBound,
      candidates: try section.required("candidates").integer(1...SuiteLimits.candidates),
      epochs: epochs)
  }
}
