import Results
import Testing

@testable import Suites

struct PlanTests {
  @Test func theCellsComeInAFixedOrder() throws {
    #expect(
      try labels(Samples.yaml) == [
        "search lstm on quadratic-10 candidate 0",
        "search lstm on quadratic-10 candidate 1",
        "search lstm on quadratic-10 candidate 2",
        "meta-train lstm on quadratic-10 meta-seed 0",
        "meta-train lstm on quadratic-10 meta-seed 1",
        "meta-train lstm-mnist on mnist meta-seed 0",
        "tune sgd on quadratic-10 at 100",
        "tune adam on quadratic-10 at 100",
        "tune sgd on quadratic-10 at 200",
        "tune adam on quadratic-10 at 200",
        "tune sgd on mnist at 100",
        "tune adam on mnist at 100",
        "evaluate lstm on quadratic-10 at 100 meta-seed 0",
        "evaluate lstm on quadratic-10 at 100 meta-seed 1",
        "evaluate lstm-mnist on quadratic-10 at 100 meta-seed 0",
        "evaluate sgd on quadratic-10 at 100",
        "evaluate adam on quadratic-10 at 100",
        "evaluate bfgs2 on quadratic-10 at 100",
        "evaluate lstm on quadratic-10 at 200 meta-seed 0",
        "evaluate lstm on quadratic-10 at 200 meta-seed 1",
        "evaluate lstm-mnist on quadratic-10 at 200 meta-seed 0",
        "evaluate sgd on quadratic-10 at 200",
        "evaluate adam on quadratic-10 at 200",
        "evaluate bfgs2 on quadratic-10 at 200",
        "evaluate lstm on mnist at 100 meta-seed 0",
        "evaluate lstm on mnist at 100 meta-seed 1",
        "evaluate lstm-mnist on mnist at 100 meta-seed 0",
        "evaluate sgd on mnist at 100",
        "evaluate adam on mnist at 100",
      ])
  }

  @Test func aCellComesAfterThoseItDependsOn() throws {
    let cells = try Plan(Samples.suite()).cells
    var labels: [String: String] = [:]
    var dependencies: [String: [String]] = [:]
    for cell in cells {
      dependencies[cell.label] = cell.dependencies.map { labels[$0] ?? "a later cell" }
      labels[cell.key] = cell.label
    }
    #expect(labels.count == cells.count)
    #expect(
      dependencies["meta-train lstm on quadratic-10 meta-seed 1"]
        == (0..<3).map { "search lstm on quadratic-10 candidate \($0)" })
    #expect(dependencies["meta-train lstm-mnist on mnist meta-seed 0"] == [])
    #expect(
      dependencies["evaluate lstm on mnist at 100 meta-seed 1"]
        == ["meta-train lstm on quadratic-10 meta-seed 1"])
    #expect(
      dependencies["evaluate adam on quadratic-10 at 200"] == ["tune adam on quadratic-10 at 200"])
    #expect(dependencies["evaluate bfgs2 on quadratic-10 at 200"] == [])
  }

  @Test(arguments: [(1, [1]), (2, [1, 2]), (3, [1, 2, 3]), (101, [25, 50, 75, 101])])
  func heldOutExamplesAreLookedAtEveryQuarterOfAStochasticRun(horizon: Int, updates: [Int]) {
    func checkpoints(_ isDeterministic: Bool) -> [Int] {
      let facts = OptimizeeFacts(isDeterministic: isDeterministic, fingerprint: "", arithmetic: [:])
      return EvaluationCell(
        optimizer: "bfgs2", source: .minimiser, optimizee: Suite.Optimizee(name: "x", facts: facts),
        horizon: horizon, functions: 1
      ).heldOutCheckpoints
    }
    #expect(checkpoints(false) == updates)
    #expect(checkpoints(true) == [])
  }

  @Test func onlyMinimisersAreExternal() throws {
    let cells = try Plan(Samples.suite()).cells
    #expect(cells.filter(\.isExternal).map(\.label).allSatisfy { $0.contains("bfgs2") })
    #expect(cells.filter(\.isExternal).count == 2)
  }

  @Test func aSearchTrainsForItsOwnEpochsWithoutPatience() throws {
    guard case .search(let search) = try Plan(Samples.suite()).cells[0].work else {
      Issue.record("the first cell is no search")
      return
    }
    #expect(search.training.schedule.epochs == 5)
    #expect(search.training.schedule.patience == nil)
  }

  /// A key pinned: it may change only together with the format version of records.
  @Test func keysAreTheSameEverywhere() throws {
    let cell = try Plan(Samples.suite()).cells[6]
    let identity =
      #"{"arithmetic":{"Evaluation":1,"Optimizers":1,"Sampling":1},"dependencies":[],"#
      + #""fingerprint":"","formatVersion":1,"seed":18446744073709551615,"work":"#
      + #"{"horizon":100,"kind":"tuning","optimizee":"quadratic-10","optimizer":"sgd","settings":"#
      + #"{"highestLearningRate":10,"lowestLearningRate":0.0001,"pointsPerDecade":2,"#
      + #""refinements":0,"tuningFunctions":256}}}"#
    #expect(cell.key == Digest.hexadecimal(of: identity))
  }

  /// What is replaced in the sample, and the labels (by a text they contain) whose keys change.
  @Test(arguments: [
    ("description: Everything", "description: All", []),
    ("budgetMinutes: 1.5", "budgetMinutes: 2", []),
    ("margin: 0.1", "margin: 0.2", []),
    ("learnedMargin: 0.5", "learnedMargin: 0.6", []),
    ("  # a comment", "", []),
    ("metaSeeds: 2", "metaSeeds: 3", []),
    ("horizons: [100, 200]", "horizons: [200]", []),
    ("[sgd, adam]", "[adam]", []),
    ("18446744073709551615", "7", ["on"]),
    ("patience: 20", "patience: 21", ["meta-train lstm on", "evaluate lstm on"]),
    (
      "optimizee: quadratic-10\n      horizon",
      "optimizee: [{ name: quadratic-10 }]\n      horizon",
      []
    ),
    (
      "functions: 512", "functions: 512\n        horizons: [50, 100]",
      ["search", "meta-train lstm on", "evaluate lstm on"]
    ),
    ("epochs: 5 }", "epochs: 6 }", ["search", "meta-train lstm on", "evaluate lstm on"]),
    ("to: 0.97", "to: 0.5", ["search", "meta-train lstm on", "evaluate lstm on"]),
    (
      "metaGradientStride: 4", "metaGradientStride: 5",
      ["search", "meta-train lstm on", "evaluate lstm on"]
    ),
    ("averaging: 0.9", "averaging: 0.8", ["search", "meta-train lstm on", "evaluate lstm on"]),
    ("highest: 1 }", "highest: 2 }", ["search", "meta-train lstm on", "evaluate lstm on"]),
    ("      coordinateSigns: mixed\n", "", ["lstm-mnist"]),
    ("coordinateSigns: mixed", "coordinateSigns: mixed-after-first-tensor", ["lstm-mnist"]),
    ("lowest: 0.1", "lowest: 0.2", ["lstm-mnist"]),
    ("updateScale: [1, 0.5]", "updateScale: [1, 0.6]", ["lstm-mnist"]),
    ("forgetBias: 0", "forgetBias: 1", ["search", "meta-train lstm on", "evaluate lstm on"]),
    ("learningRate: 0.003", "learningRate: 0.003\n      learningRateFactor: 1", []),
    ("p: 5", "p: 10", ["search", "meta-train lstm on", "evaluate lstm on"]),
    ("candidates: 3", "candidates: 4", ["meta-train lstm on", "evaluate lstm on"]),
    ("preprocessing: raw", "preprocessing: log-and-sign", ["lstm-mnist"]),
    ("learningRate: 0.003", "learningRate: 0.004", ["lstm-mnist"]),
    (
      "refinements: 0", "refinements: 1",
      ["tune", "evaluate sgd", "evaluate adam"]
    ),
    (
      "functions: 1024", "functions: 1025",
      [
        "evaluate lstm on quadratic", "evaluate lstm-mnist on quadratic",
        "evaluate sgd on quadratic", "evaluate adam on quadratic", "evaluate bfgs2",
      ]
    ),
  ])
  func aKeyChangesJustWithWhatItsCellDependsOn(
    old: String, new: String, changed: [String]
  ) throws {
    let after = new.isEmpty ? Samples.yaml.replacing(old, with: "") : Samples.edited(old, new)
    try expectChanges(Plan(Samples.suite()), Plan(Samples.suite(without(after))), in: changed)
  }

  @Test func otherDataIsAnotherCell() throws {
    let other = try Plan(Samples.suite(vocabulary: Samples.vocabulary(mnist: "checksum 2")))
    try expectChanges(
      Plan(Samples.suite()), other,
      in: ["on mnist", "evaluate lstm-mnist on quadratic-10"])
  }

  /// Where the arithmetic of a module has another version, the cells that run it have other keys.
  @Test(arguments: [
    ("Sampling", ["on"]), ("Evaluation", ["on"]),
    ("Optimizers", ["search", "meta-train", "tune", "lstm", "evaluate sgd", "evaluate adam"]),
    ("MetaTraining", ["search", "meta-train", "evaluate lstm"]),
    ("Datasets", ["on mnist", "evaluate lstm-mnist on quadratic-10"]), ("Kernels", []),
  ])
  func otherArithmeticIsAnotherCell(module: String, changed: [String]) throws {
    let other = try Samples.suite(vocabulary: Samples.vocabulary(raised: module))
    try expectChanges(Plan(Samples.suite()), Plan(other), in: changed)
  }

  @Test func theSuitesNameIsNoPartOfAKey() throws {
    let other = try Samples.suite(
      Samples.edited("suite: sample", "suite: other"), file: "other.yaml")
    try expectChanges(Plan(Samples.suite()), Plan(other), in: [])
  }

  @Test func theManifestTellsTheWholePlan() throws {
    let plan = try Plan(Samples.suite())
    let manifest = plan.manifest
    #expect(manifest.suite == "sample")
    #expect(manifest.seed == .max)
    #expect(manifest.margin == 0.1)
    #expect(manifest.learnedMargin == 0.5)
    #expect(manifest.data == ["MNIST, real"])
    #expect(manifest.cells.map(\.key) == plan.cells.map(\.key))
    #expect(manifest.cells.map(\.external) == plan.cells.map(\.isExternal))
    #expect(manifest.published == plan.suite.published)
    #expect(manifest.settingsSeed == nil)
    _ = try manifest.encoded()
    let chosen = Samples.edited("margin: 0.1", "margin: 0.1\nsettingsSeed: 3")
    #expect(try Plan(Samples.suite(chosen)).manifest.settingsSeed == 3)
  }

  @Test func theSuiteDigestIsOfWhatTheFileSays() throws {
    let digest = try Plan(Samples.suite()).suiteDigest
    for (old, new, isSame) in [
      ("  # a comment", " ", true), ("3e-4", "0.0003", true),
      ("[sgd, adam]", "[ \"sgd\", adam ]", true),
      ("[sgd, adam]", "[adam, sgd]", false), ("description: Everything", "description: All", false),
      ("functions: 8", "functions: 9", false), ("patience: 20", "", false),
      ("learnedMargin: 0.5", "learnedMargin: 0.6", false), ("learnedMargin: 0.5", "", false),
    ] {
      let other = try Plan(Samples.suite(Samples.edited(old, new))).suiteDigest
      #expect((other == digest) == isSame, "\(old)")
    }
    let curves = Samples.curves.replacing("0.25", with: "0.5")
    #expect(try Plan(Samples.suite(curves: curves)).suiteDigest != digest)
  }

  private func labels(_ yaml: String) throws -> [String] {
    try Plan(Samples.suite(yaml)).cells.map(\.label)
  }

  /// Leaves out the published figures, whose horizon an edit may take away.
  private func without(_ yaml: String) -> String {
    yaml.split(separator: "published:")[0].description
  }

  /// Cells of the same label have another key just when their label contains one of `changed`.
  private func expectChanges(_ before: Plan, _ after: Plan, in changed: [String]) throws {
    let keys = Dictionary(uniqueKeysWithValues: before.cells.map { ($0.label, $0.key) })
    var compared = 0
    for cell in after.cells {
      guard let key = keys[cell.label] else { continue }
      compared += 1
      let isChanged = changed.contains { cell.label.contains($0) }
      #expect((cell.key != key) == isChanged, "\(cell.label)")
    }
    #expect(compared > 10)
  }
}
