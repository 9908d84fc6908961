import Testing

@testable import Suites

/// Sixty-one, where there are sixty epochs.
private let factors = Array(repeating: "1", count: 61).joined(separator: ", ")

struct SuiteErrorTests {
  @Test(arguments: [
    Mistake(
      "unrollLength: 20", "unrollLength: →30",
      "learned[0].estimator.unrollLength: found 30, expected a divisor of the horizon (100)"),
    Mistake(
      "unrollLength: 20", "→unrolLength: 20",
      "learned[0].estimator.unrolLength: found an unknown key, expected unrollLength perhaps; the"
        + " keys here are kind, unrollLength, updateScale"),
    Mistake(
      "seed:", "→sead:",
      "sead: found an unknown key, expected seed perhaps; the keys here are suite,"),
    Mistake(
      "budgetMinutes: 1.5", "", at: "→suite: sample",
      "found no budgetMinutes, expected the key budgetMinutes"),
    Mistake(
      "horizon: 100", "", at: "→optimizee: quadratic-10",
      "learned[0].distribution: found no horizon, expected the key horizon here"),
    Mistake(
      "suite: sample", "suite: →other",
      "suite: found other, expected sample, the file's own name"),
    Mistake(
      "suite: sample", "suite: →../sample",
      "suite: found ../sample, expected a name of up to 64"),
    Mistake(
      "description: Everything, in one suite", "description:→",
      "description: found nothing,"),
    Mistake("18446744073709551615", "→18446744073709551616", "seed: found 18446744073709551616,"),
    Mistake("18446744073709551615", "→-1", "seed: found -1, expected a whole number from 0 to"),
    Mistake(
      "18446744073709551615", "→\"1\"",
      "seed: found \"1\", expected a whole number from 0 to"),
    Mistake("18446744073709551615", "→0x10", "seed: found 0x10, expected a whole number from 0 to"),
    Mistake("budgetMinutes: 1.5", "budgetMinutes: →.nan", "budgetMinutes: found .nan,"),
    Mistake("budgetMinutes: 1.5", "budgetMinutes: →nan", "budgetMinutes: found nan,"),
    Mistake("budgetMinutes: 1.5", "budgetMinutes: →1e999", "budgetMinutes: found 1e999,"),
    Mistake("budgetMinutes: 1.5", "budgetMinutes: →[1]", "budgetMinutes: found a list,"),
    Mistake("margin: 0.1", "margin: →0", "margin: found 0, expected a number above 0"),
    Mistake(
      "learnedMargin: 0.5", "learnedMargin: →-1", "learnedMargin: found -1, expected a number"),
    Mistake(
      "- name: lstm\n", "- name: →adam\n",
      "learned[0].name: found adam, expected a name of its own; there is a hand-designed"),
    Mistake(
      "- name: lstm-mnist", "- name: →lstm",
      "learned[1].name: found lstm, expected a name of its own; there is a learned optimizer"),
    Mistake(
      "kind: coordinatewise-lstm", "kind: →gru",
      "learned[0].rule.kind: found gru, expected a kind of learned optimizer: coordinatewise-lstm"),
    Mistake(
      "optimizee: quadratic-10", "optimizee: →rosenbrock",
      "learned[0].distribution.optimizee: found rosenbrock, expected an optimizee:"
        + " quadratic-<dimension>, mnist"),
    Mistake(
      "optimizee: quadratic-10", "optimizee: →cifar",
      "learned[0].distribution.optimizee: found cifar, which cannot be used (run l2l data fetch),"),
    Mistake(
      "optimizee: quadratic-10", "optimizee: [{ name: quadratic-10 }, { name: →rosenbrock }]",
      "learned[0].distribution.optimizee[1].name: found rosenbrock, expected an optimizee:"),
    Mistake(
      "optimizee: quadratic-10", "optimizee: [{ name: quadratic-10 }, →{ name: quadratic-10 }]",
      "learned[0].distribution.optimizee[1]: found quadratic-10 a second time, expected each family"
    ),
    Mistake(
      "optimizee: quadratic-10", "optimizee: [{ name: quadratic-10, weight: →0 }, { name: mnist }]",
      "learned[0].distribution.optimizee[0].weight: found 0, expected a number above 0"),
    Mistake(
      "functions: 512", "functions: 512\n        horizons: [100, →100]",
      "learned[0].distribution.validation.horizons[1]: found 100, expected a number above the one"
        + " before (100)"),
    Mistake(
      "functions: 512", "functions: 512\n        optimizees: [mnist, →rosenbrock]",
      "learned[0].distribution.validation.optimizees[1]: found rosenbrock, expected an optimizee:"),
    Mistake(
      "{ shape: geometric, to: 0.97 }", "→[\(factors)]",
      "learned[0].metaOptimizer.learningRateFactor: found 61 entries, expected at most 60, one for"
        + " each epoch"),
    Mistake(
      "patience: 20", "horizonFactor: →[\(factors)]",
      "learned[0].schedule.horizonFactor: found 61 entries, expected at most 60, one for each epoch"
    ),
    Mistake(
      "patience: 20", "patience: →20\n      curriculum: { horizons: [200] }",
      "learned[0].schedule.patience: found 20, expected no patience: a curriculum ends by its own"),
    Mistake(
      "patience: 20", "horizonFactor: →0.5\n      curriculum: { horizons: [200] }",
      "learned[0].schedule.horizonFactor: found a horizonFactor, expected either it or a curriculum"
    ),
    Mistake(
      "patience: 20", "curriculum: { horizons: →[100, 200] }",
      "learned[0].schedule.curriculum.horizons: found 100, expected horizons above the"
        + " distribution's (100)"),
    Mistake(
      "patience: 20", "curriculum: { horizons: [110, 200] }", at: "unrollLength: →20",
      "learned[0].estimator.unrollLength: found 20, expected a divisor of the horizon (110)"),
    Mistake(
      "patience: 20",
      "imitation: { share: 0.5, teachers: →[{ name: lion-tamer, learningRate: 0.1 }] }",
      "learned[0].schedule.imitation.teachers: found lion-tamer, expected hand-designed optimizers"
        + " that are built in: sgd"),
    Mistake(
      "patience: 20",
      "imitation: { share: →1.5, teachers: [{ name: sgd, learningRate: 0.1 }] }",
      "learned[0].schedule.imitation.share: found 1.5, expected a number from 0 to 1"),
    Mistake(
      "patience: 20",
      "imitation: { share: →{ shape: geometric, to: 0 }, teachers: [{ name: sgd, learningRate: 1 }] }",
      "learned[0].schedule.imitation.share: found a geometric change from 1 to 0, expected numbers"),
    Mistake(
      "patience: 20",
      "imitation: { share: →[\(factors)], teachers: [{ name: sgd, learningRate: 0.1 }] }",
      "learned[0].schedule.imitation.share: found 61 entries, expected at most 60, one for each epoch"
    ),
    Mistake(
      "metaSeeds: 2", "metaSeeds: →65",
      "learned[0].metaSeeds: found 65, expected a whole number from 1 to 64"),
    Mistake("metaSeeds: 2", "metaSeeds: →2.0", "learned[0].metaSeeds: found 2.0,"),
    Mistake(
      "preprocessing: log-and-sign", "preprocessing: raw", at: "p: →5",
      "learned[0].rule.p: found 5, expected no p"),
    Mistake(
      "horizon: 100\n", "horizon: 100\n      →decay: 0.5\n",
      "learned[0].distribution.decay: found an unknown key, expected"),
    Mistake(
      "metaSeeds: 2", "metaSeeds: 2\n    →decay: 0.5",
      "learned[0].decay: found a key that has moved, expected it at"
        + " metaOptimizer.learningRateFactor"),
    Mistake(
      "metaSeeds: 2", "metaSeeds: 2\n    →outputScale: 0.5",
      "learned[0].outputScale: found a key that has moved, expected it at rule.outputScale"),
    Mistake(
      "to: 0.97", "of: 0.97", at: "→of: 0.97",
      "learned[0].metaOptimizer.learningRateFactor.of: found an unknown key, expected"),
    Mistake(
      "forgetBias: 0", "forgetBias: →11",
      "learned[0].rule.forgetBias: found 11, expected a number"),
    Mistake(
      "forgetBias: 0", "coordinateSigns: →none",
      "learned[0].rule.coordinateSigns: found none, expected what is done with signs: mixed,"
        + " mixed-after-first-tensor"),
    Mistake(
      "metaGradientStride: 4", "metaGradientStride: →1",
      "learned[0].rule.metaGradientStride: found 1, expected a whole number from 2 to 1000"),
    Mistake(
      "averaging: 0.9", "averaging: →1",
      "learned[0].metaOptimizer.averaging: found 1, expected a number"),
    Mistake(
      "{ lowest: 0.02, highest: 1 }", "{ lowest: 0.02, highest: →0.01 }",
      "learned[0].distribution.transformations.initialScale.highest: found 0.01, expected at least the lowest value (0.02)"
    ),
    Mistake(
      "{ lowest: 0.02, highest: 1 }", "{ lowest: →0, highest: 1 }",
      "learned[0].distribution.transformations.initialScale.lowest: found 0, expected a number above 0"
    ),
    Mistake(
      "initialScale: { lowest: 0.02, highest: 1 }", "initialScale: →2",
      "learned[0].distribution.transformations.initialScale: found 2, expected"),
    Mistake(
      "updateScale: [1, 0.5]", "updateScale: →1.5",
      "learned[1].estimator.updateScale: found 1.5, expected a number above 0, at most 1"),
    Mistake(
      "updateScale: [1, 0.5]", "updateScale: [0.5, →0]",
      "learned[1].estimator.updateScale[1]: found 0, expected a number above 0, at most 1"),
    Mistake(
      "updateScale: [1, 0.5]", "updateScale: →[1, 0.5, 0.6]",
      "learned[1].estimator.updateScale: found 3 entries, expected at most 2, one for each"),
    Mistake("p: 5", "p: →0", "learned[0].rule.p: found 0, expected a number above 0"),
    Mistake("p: 5", "p: →1e-50", "learned[0].rule.p: found 1e-50, expected a number above 0"),
    Mistake(
      "outputScale: 0.1", "outputScale: →1e39",
      "learned[0].rule.outputScale: found 1e39, expected a number above 0, that a Float can hold"),
    Mistake(
      "learningRate: 0.003", "learningRate: →1e-60",
      "learned[1].metaOptimizer.learningRate: found 1e-60, expected a number above 0"),
    Mistake(
      "lowestLearningRate: 0.0001", "lowestLearningRate: →1e-50",
      "handDesigned.lowestLearningRate: found 1e-50, expected a number above 0"),
    Mistake(
      "pointsPerDecade: 2", "pointsPerDecade: →+2",
      "handDesigned.pointsPerDecade: found +2,"),
    Mistake(
      "p: 5", "p: →81", "learned[0].rule.p: found 81, expected a number above 0, at most 80,"),
    Mistake(
      "epochs: 60", "epochs: →164",
      "learned[0].schedule.epochs: found 164 epochs, expected at most 163: epochs ×"
        + " episodesPerEpoch × functions of an episode"),
    Mistake("patience: 20", "patience: →0", "learned[0].schedule.patience: found 0,"),
    Mistake(
      "to: 0.97", "to: →1.01",
      "learned[0].metaOptimizer.learningRateFactor.to: found 1.01, expected a number above 0,"),
    Mistake(
      "highest: 0.01", "highest: →0.0001",
      "learned[0].metaOptimizer.learningRate.highest: found 0.0001, expected at least the lowest value"
    ),
    Mistake(
      "candidates: 3", "candidates: →0",
      "learned[0].metaOptimizer.learningRate.candidates: found 0,"),
    Mistake(
      "epochs: 5 }", "epochs: →5000 }",
      "learned[0].metaOptimizer.learningRate.epochs: found 5000 epochs, expected at most 163"),
    Mistake(
      "epochs: 5 }", "→epoch: 5 }",
      "learned[0].metaOptimizer.learningRate.epoch: found an unknown key, expected epochs"),
    Mistake(
      "margin: 0.1", "margin: 0.1\nsettingsSeed: →18446744073709551615",
      "settingsSeed: found 18446744073709551615, expected another seed than that of this suite"),
    Mistake(
      "[sgd, adam]", "[sgd, →lion]",
      "handDesigned.optimizers[1]: found lion, expected a hand-designed optimizer: sgd, adam"),
    Mistake("[sgd, adam]", "[sgd, →sgd]", "handDesigned.optimizers[1]: found sgd a second time,"),
    Mistake("[sgd, adam]", "→[]", "handDesigned.optimizers: found an empty list,"),
    Mistake("[sgd, adam]", "→sgd", "handDesigned.optimizers: found sgd, expected a list of"),
    Mistake(
      "highestLearningRate: 10", "highestLearningRate: →1e20",
      "handDesigned.highestLearningRate: found 1e20,"),
    Mistake("refinements: 0", "refinements: →-1", "handDesigned.refinements: found -1,"),
    Mistake("[bfgs2]", "[→simplex]", "minimisers[0]: found simplex, expected a minimiser: bfgs2"),
    Mistake(
      "- optimizees: [mnist]", "- →optimizees: [quadratic-10]",
      "evaluations[1]: found quadratic-10 at horizon 100 a second time,"),
    Mistake("[100, 200]", "[100, →100]", "evaluations[0].horizons[1]: found 100 a second time,"),
    Mistake("functions: 1024", "functions: →1000001", "evaluations[0].functions: found 1000001,"),
    Mistake("functions: 1024", "functions: →0", "evaluations[0].functions: found 0,"),
    Mistake(
      "published/fig4.csv", "→absent.csv",
      "published[0].file: found absent.csv, which cannot be read"),
    Mistake(
      "published/fig4.csv", "→../fig4.csv",
      "published[0].file: found ../fig4.csv, expected a path"),
    Mistake(
      "horizon: 100 }", "horizon: 300 }", at: "→{ figure:",
      "published[0]: found quadratic-10 at horizon 300,"),
  ])
  func aMistakeIsNamedWithItsPlace(mistake: Mistake) throws {
    try expectError(of: mistake)
  }

  @Test(arguments: [
    ("", "1:1: found an empty file"),
    ("# nothing\n", "1:1: found an empty file"),
    ("[]", "1:1: found a list, expected a mapping with the keys suite,"),
    ("suite", "1:1: found suite, expected a mapping with the keys suite,"),
    ("suite: [", "2:1: found no valid YAML (did not find expected node content), expected a suite"),
    ("suite: a\nseed: 1\nsuite: b", "1:1: found the key suite twice, expected it once"),
    (
      "suite: a\n---\nsuite: b",
      "2:1: found no valid YAML (but found another document), expected one document"
    ),
    ("suite: &a sample\nseed: *a", "2:7: found the alias *a, expected values written out"),
    (
      "suite: *b", "1:8: found no valid YAML (found undefined alias), expected one document without"
    ),
    (
      "suite: \u{1}",
      "1:8: found no valid YAML (control characters are not allowed), expected a suite"
    ),
    ("? [suite]\n: sample", "1:3: found a list, expected a key"),
    ("<<: { suite: sample }", "1:1: <<: found an unknown key, expected"),
    ("\tsuite: sample", "1:1: found no valid YAML (found character that cannot start any token)"),
  ])
  func aFileThatIsNoSuiteIsRefused(yaml: String, message: String) {
    expectError(in: yaml, "suites/sample.yaml:\(message)")
  }

  @Test func aKeyOfOtherKindsIsRefused() throws {
    let mistake = Mistake(
      "kind: coordinatewise-lstm", "kind: coordinatewise-linear", at: "→preprocessing: log",
      "learned[0].rule.preprocessing: found an unknown key, expected")
    try expectError(of: mistake)
  }

  @Test func somethingHasToBeOptimizedOn() {
    let head = "suite: sample\ndescription: x\nseed: 0\nbudgetMinutes: 1\n"
    let mnist = "evaluations: [{ optimizees: [mnist], horizons: [1], functions: 1 }]"
    expectError(in: head + mnist, "suites/sample.yaml:1:1: found no optimizer, expected at least")
    expectError(
      in: head + "minimisers: [bfgs2]\n" + mnist,
      "suites/sample.yaml:5:13: minimisers: found stochastic optimizees only")
  }

  /// Ten levels of ten aliases each would be ten thousand million nodes.
  @Test func aBombOfAliasesIsRefusedAtOnce() {
    var yaml = "a0: &a0 [x, x]\n"
    for level in 1...30 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      yaml += "? &a\(level) [\(aliases)]\n: x\n"
    }
    expectError(in: yaml, "suites/sample.yaml:2:8: found the alias *a0")
  }

  @Test(arguments: ["[", "{", "- ", "? ", "a: {"])
  func deepNestingIsRefused(opening: String) {
    let yaml = String(repeating: opening, count: SuiteLimits.fileSize / opening.utf8.count)
    #expect(throws: SuiteError.self) { try Samples.suite(yaml) }
  }

  @Test func tooManyEvaluationsAreRefusedAtOnce() throws {
    let horizons = (1...1_000).map(String.init).joined(separator: ", ")
    try expectError(
      of: Mistake(
        "horizons: [100, 200]", "horizons: [\(horizons)]", at: "→optimizees: [mnist]",
        "evaluations[1]: found more than 1000 pairs"))
  }
}
