import Testing

@testable import Results

struct RecordValidationTests {
  @Test(arguments: [[.nan, nil, 1], [1, 2, 3], [1, nil], []] as [[Float?]])
  func finalLossesThatContradictTheDivergencesAreRefused(values: [Float?]) {
    expectRefusal { $0.finalLosses = values }
  }

  @Test(arguments: [[1, nil], [1, nil, nil], [.infinity, nil, 1]] as [[Float?]])
  func areasThatContradictTheDivergencesAreRefused(values: [Float?]) {
    expectRefusal { $0.areas = values }
  }

  @Test(
    arguments: [
      [], [(1, 3)], [(1, -1)], [(3, 1)], [(-1, 1)], [(1, 1), (1, 2)], [(2, 1), (1, 1)],
    ] as [[(Int, Int)]])
  func divergencesThatContradictTheFunctionsAreRefused(pairs: [(Int, Int)]) {
    expectRefusal {
      $0.divergences = pairs.map { .init(function: $0.0, firstBadStep: $0.1) }
    }
  }

  @Test func trajectoriesHaveOneValueMoreThanTheHorizon() {
    expectRefusal { $0.horizon = 3 }
    expectRefusal { $0.trajectory.median = [] }
    expectRefusal { $0.trajectory.upperQuartile[1] = .infinity }
  }

  @Test(arguments: [(5, 6), (500, 501), (501, 0), (2_000, 0), (100_000, 0)])
  func longTrajectoriesAreThinned(horizon: Int, count: Int) {
    let kept = KeptUpdates.of(horizon: horizon)
    #expect(kept == kept.sorted() && Set(kept).count == kept.count)
    #expect(kept.first == 0 && kept.last == horizon)
    #expect(kept.starts(with: 0...min(horizon, 100)))
    #expect(count == 0 ? (300...500).contains(kept.count) : kept.count == count)
    for quarter in 1...4 { #expect(kept.contains(quarter * horizon / 4)) }
    // Evenly in the logarithm: no gap of more than a fiftieth, and one update.
    for (update, next) in zip(kept, kept.dropFirst()) {
      #expect(next - update <= update / 50 + 1, "\(update) to \(next)")
    }
  }

  @Test func aRecordOfALongHorizonHasTheUpdatesThatAreKept() throws {
    let updates = KeptUpdates.of(horizon: 2_000)
    let losses = updates.map { 1 / Float($0 + 1) }
    var evaluation = Samples.evaluation
    evaluation.horizon = 2_000
    evaluation.trajectory = .init(
      updates: updates, mean: losses, lowerQuartile: losses, median: losses, upperQuartile: losses)
    let record = Samples.record("a", "long", .evaluation(evaluation))
    #expect(try Record(decoding: record.encoded(), file: "r.json") == record)
    #expect(evaluation.trajectoryUpdates == updates)
    let damages: [(inout EvaluationResult) -> Void] = [
      { $0.trajectory.updates?[300] += 1 }, { $0.trajectory.updates?.removeLast() },
      { $0.trajectory.updates = nil }, { $0.trajectory.median.removeLast() }, { $0.horizon += 1 },
    ]
    for damage in damages {
      var damaged = evaluation
      damage(&damaged)
      #expect(throws: Flaw.self) { try damaged.validate() }
    }
    expectRefusal { $0.trajectory.updates = [0, 1, 2] }
  }

  @Test func anEvaluationInWhichAllDivergedHasNoTrajectory() throws {
    var evaluation = Samples.evaluation
    evaluation.finalLosses = [nil]
    evaluation.areas = [nil]
    evaluation.divergences = [.init(function: 0, firstBadStep: 0)]
    #expect(throws: Flaw.self) { try evaluation.validate() }
    evaluation.trajectory = .init(mean: [], lowerQuartile: [], median: [], upperQuartile: [])
    try evaluation.validate()
    #expect(evaluation.trajectoryUpdates.isEmpty)
    evaluation.trajectory.updates = []
    #expect(throws: Flaw.self) { try evaluation.validate() }
  }

  /// The sample has a horizon of 2 and three functions, the second of which diverged.
  @Test func heldOutValuesFitTheFunctions() throws {
    let good = EvaluationResult.HeldOut(
      updates: 1, losses: [0.5, nil, nil], accuracies: [1, nil, nil])
    var evaluation = Samples.evaluation
    evaluation.heldOut = [good]
    try evaluation.validate()
    evaluation.heldOut = [.init(updates: 1, losses: good.losses, accuracies: [nil, nil, nil])]
    try evaluation.validate()
    expectRefusal { $0.heldOut = [] }
    expectRefusal { $0.heldOut = [good, good] }
    let damages: [(inout EvaluationResult.HeldOut) -> Void] = [
      { $0.updates = 0 }, { $0.updates = 3 }, { $0.losses[0] = .nan }, { $0.losses[0] = nil },
      { $0.losses[2] = 0.5 }, { $0.accuracies[0] = 1.5 }, { $0.accuracies[0] = -0.5 },
      { $0.losses.removeLast() }, { $0.accuracies.removeLast() },
      {
        $0.losses[1] = 1
        $0.accuracies[1] = 1
      },
    ]
    for damage in damages {
      var checkpoint = good
      damage(&checkpoint)
      expectRefusal { $0.heldOut = [checkpoint] }
    }
  }

  @Test func onlyLearnedOptimizersHaveAMetaSeed() {
    expectRefusal { $0.metaSeed = nil }
    expectRefusal { $0.kind = .handDesigned }
  }

  @Test func onlyLearnedOptimizersAreOfAFile() throws {
    expectRefusal { $0.frozenDigest = "a file" }
    expectRefusal {
      $0.frozenDigest = Samples.key("f")
      $0.kind = .handDesigned
      $0.metaSeed = nil
    }
    var evaluation = Samples.evaluation
    evaluation.frozenDigest = Samples.key("f")
    let record = Samples.record("a", "of a file", .evaluation(evaluation))
    #expect(try Record(decoding: record.encoded(), file: "r.json") == record)
  }

  @Test func theRefusalNamesTheCellAndThePlace() {
    var evaluation = Samples.evaluation
    evaluation.areas[0] = .nan
    #expect {
      try Samples.record("a", "evaluate lstm", .evaluation(evaluation)).encoded()
    } throws: {
      "\($0)".hasPrefix("evaluate lstm: refused to write: found areas[0]")
    }
  }

  @Test func aTunedLearningRateIsOneOfItsIncreasingCurve() {
    var tuning = Samples.tuning
    tuning.learningRate = 0.02
    #expect(throws: Flaw.self) { try tuning.validate() }
    tuning = Samples.tuning
    tuning.curve.reverse()
    #expect(throws: Flaw.self) { try tuning.validate() }
    tuning = Samples.tuning
    tuning.curve[0].diverged = 1
    #expect(throws: Flaw.self) { try tuning.validate() }
  }

  /// The learning rate is that of the chosen draw, and draws have no curve beside them.
  @Test func aRandomSearchHasItsChosenDraw() throws {
    let good = Samples.randomSearch
    let record = Samples.record("a", "tune adam-tuned", .tuning(good))
    #expect(try Record(decoding: record.encoded(), file: "r.json") == record)
    let damages: [(inout TuningResult) -> Void] = [
      { $0.learningRate = 0.2 }, { $0.search?.chosen = 0 }, { $0.search?.chosen = 2 },
      { $0.search?.draws = [] }, { $0.search?.draws[1].diverged = 1 },
      { $0.search?.draws[0].diverged = 5 }, { $0.search?.draws[1].meanFinalLoss = .nan },
      { $0.search?.rule = "" }, { $0.curve = Samples.tuning.curve },
    ]
    for damage in damages {
      var search = good
      damage(&search)
      #expect(throws: Flaw.self) { try search.validate() }
    }
  }

  @Test(arguments: [
    "../x.safetensors", "/x.safetensors", ".safetensors", "x.json", "", "a b.safetensors",
  ])
  func anOptimizerFileIsAPlainName(name: String) {
    var training = Samples.metaTraining
    training.optimizerFile = name
    #expect(throws: Flaw.self) { try training.validate() }
  }

  @Test func theBestEpochIsOneOfTheEpochs() {
    var training = Samples.metaTraining
    training.bestEpoch = 2
    #expect(throws: Flaw.self) { try training.validate() }
  }

  /// Two families, each epoch measured on both.
  private static let several: MetaTrainingResult = {
    var training = Samples.metaTraining
    training.optimizees = ["a", "b"]
    training.validation = [.init(optimizee: "a", horizon: 2), .init(optimizee: "b", horizon: 2)]
    training.epochs[0].validationLosses = [0.5, 0.25]
    training.epochs[1].validationLosses = [0.5, nil]
    return training
  }()

  @Test func aRunOnSeveralFamiliesIsReadAsItWasWritten() throws {
    let record = Record(
      suite: "s", key: Samples.key("e"), label: "meta-train", external: false,
      content: .metaTraining(Self.several))
    let bytes = try record.encoded()
    #expect(try Record(decoding: bytes, file: "e.json") == record)
    #expect(Self.several.families == ["a", "b"])
    #expect(Samples.metaTraining.families == ["quadratic-uniform-10"])
  }

  /// What a run on one family does not have is no part of its record.
  @Test func aRunOnOneFamilyHasNoListsInItsRecord() throws {
    let record = Record(
      suite: "s", key: Samples.key("e"), label: "meta-train", external: false,
      content: .metaTraining(Samples.metaTraining))
    let text = String(decoding: try record.encoded(), as: UTF8.self)
    for key in ["optimizees", "validation\"", "validationLosses", "horizon"] {
      #expect(!text.contains(key), "\(key)")
    }
  }

  @Test func everyEpochHasALossForEachMeasurement() {
    for damage in [
      { $0.optimizees = ["a"] }, { $0.validation = nil }, { $0.validation?.removeLast() },
      { $0.validation?[0].horizon = 0 }, { $0.epochs[1].validationLosses = nil },
      { $0.epochs[0].validationLosses = [0.5, .infinity] }, { $0.epochs[0].horizon = 3 },
      { $0.epochs[0].validationHorizon = 0 },
    ] as [(inout MetaTrainingResult) -> Void] {
      var training = Self.several
      damage(&training)
      #expect(throws: Flaw.self) { try training.validate() }
    }
  }

  @Test func aManifestHasEachKeyOnce() {
    var manifest = Samples.manifest
    manifest.cells.append(manifest.cells[0])
    #expect(throws: ResultsError.self) { try manifest.encoded() }
  }

  private func expectRefusal(_ damage: (inout EvaluationResult) -> Void) {
    var evaluation = Samples.evaluation
    damage(&evaluation)
    #expect(throws: Flaw.self) { try evaluation.validate() }
    #expect(throws: ResultsError.self) {
      try Samples.record("a", "damaged", .evaluation(evaluation)).encoded()
    }
  }
}
