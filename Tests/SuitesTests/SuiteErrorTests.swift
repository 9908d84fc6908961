import Testing

@testable import Suites

struct SuiteErrorTests {
  /// What is replaced in the sample, by what, and the error that must come.
  @Test(arguments: [
    (
      "unrollLength: 20", "unrollLength: 30",
      "16:19: learned[0].unrollLength: found 30, expected a divisor of horizon (100)"
    ),
    (
      "unrollLength: 20", "unrolLength: 20",
      "16:5: learned[0].unrolLength: found an unknown key, expected unrollLength perhaps;"
        + " the keys here are name, kind,"
    ),
    (
      "seed:", "sead:",
      "3:1: sead: found an unknown key, expected seed perhaps; the keys here are suite,"
    ),
    ("budgetMinutes: 1.5", "", "1:1: found no budgetMinutes, expected the key budgetMinutes"),
    ("horizon: 100", "", "7:5: learned[0]: found no horizon, expected the key horizon here"),
    (
      "suite: sample", "suite: other",
      "1:8: suite: found other, expected sample, the file's own name"
    ),
    (
      "suite: sample", "suite: ../sample",
      "1:8: suite: found ../sample, expected a name of up to 64"
    ),
    ("description: Everything, in one suite", "description:", "2:13: description: found nothing,"),
    ("18446744073709551615", "18446744073709551616", "3:7: seed: found 18446744073709551616,"),
    ("18446744073709551615", "-1", "3:7: seed: found -1, expected a whole number from 0 to"),
    ("18446744073709551615", "\"1\"", "3:7: seed: found \"1\", expected a whole number from 0 to"),
    ("18446744073709551615", "0x10", "3:7: seed: found 0x10, expected a whole number from 0 to"),
    ("budgetMinutes: 1.5", "budgetMinutes: .nan", "4:16: budgetMinutes: found .nan,"),
    ("budgetMinutes: 1.5", "budgetMinutes: nan", "4:16: budgetMinutes: found nan,"),
    ("budgetMinutes: 1.5", "budgetMinutes: 1e999", "4:16: budgetMinutes: found 1e999,"),
    ("budgetMinutes: 1.5", "budgetMinutes: [1]", "4:16: budgetMinutes: found a list,"),
    ("margin: 0.1", "margin: 0", "5:9: margin: found 0, expected a number above 0"),
    (
      "- name: lstm\n", "- name: adam\n",
      "7:11: learned[0].name: found adam, expected a name of its own; there is a hand-designed"
    ),
    (
      "- name: lstm-mnist", "- name: lstm",
      "28:11: learned[1].name: found lstm, expected a name of its own; there is a learned optimizer"
    ),
    (
      "kind: coordinatewise-lstm", "kind: gru",
      "8:11: learned[0].kind: found gru, expected a kind of learned optimizer: coordinatewise-lstm"
    ),
    (
      "optimizee: quadratic-10", "optimizee: rosenbrock",
      "9:16: learned[0].optimizee: found rosenbrock, expected an optimizee:"
        + " quadratic-<dimension>, mnist"
    ),
    (
      "optimizee: quadratic-10", "optimizee: cifar",
      "9:16: learned[0].optimizee: found cifar, which cannot be used (run l2l data fetch),"
    ),
    (
      "metaSeeds: 2", "metaSeeds: 65",
      "10:16: learned[0].metaSeeds: found 65, expected a whole number from 1 to 64"
    ),
    ("metaSeeds: 2", "metaSeeds: 2.0", "10:16: learned[0].metaSeeds: found 2.0,"),
    (
      "preprocessing: log-and-sign", "preprocessing: raw",
      "12:8: learned[0].p: found 5, expected no p"
    ),
    (
      "kind: coordinatewise-lstm", "kind: gateless",
      "14:17: learned[0].forgetBias: found 0, expected no forgetBias: gateless has no forget gates"
    ),
    (
      "forgetBias: 0", "forgetBias: 11", "14:17: learned[0].forgetBias: found 11, expected a number"
    ),
    (
      "forgetBias: 0", "coordinateSigns: none",
      "14:22: learned[0].coordinateSigns: found none, expected what is done with signs: mixed,"
        + " mixed-after-first-tensor"
    ),
    (
      "metaGradientStride: 4", "metaGradientStride: 1",
      "23:25: learned[0].metaGradientStride: found 1, expected a whole number from 2 to 1000"
    ),
    ("averaging: 0.9", "averaging: 1", "24:16: learned[0].averaging: found 1, expected a number"),
    (
      "{ lowest: 0.02, highest: 1 }", "{ lowest: 0.02, highest: 0.01 }",
      "26:44: learned[0].initialScale.highest: found 0.01, expected at least the lowest value (0.02)"
    ),
    (
      "{ lowest: 0.02, highest: 1 }", "{ lowest: 0, highest: 1 }",
      "26:29: learned[0].initialScale.lowest: found 0, expected a number above 0"
    ),
    (
      "initialScale: { lowest: 0.02, highest: 1 }", "initialScale: 2",
      "26:19: learned[0].initialScale: found 2, expected"
    ),
    (
      "laterUpdateScale: 0.5", "laterUpdateScale: 1.5",
      "42:23: learned[1].laterUpdateScale: found 1.5, expected a number above 0 and at most 1"
    ),
    (
      "laterUpdateScale: 0.5", "laterUpdateScale: [0.5, 0]",
      "42:29: learned[1].laterUpdateScale[1]: found 0, expected a number above 0 and at most 1"
    ),
    (
      "laterUpdateScale: 0.5", "laterUpdateScale: [0.5, 0.6]",
      "42:23: learned[1].laterUpdateScale: found 2 entries, expected 0, one for each window of 10"
    ),
    ("p: 5", "p: 0", "12:8: learned[0].p: found 0, expected a number above 0"),
    ("p: 5", "p: 1e-50", "12:8: learned[0].p: found 1e-50, expected a number above 0"),
    (
      "outputScale: 0.1", "outputScale: 1e39",
      "13:18: learned[0].outputScale: found 1e39, expected a number above 0, that a Float can hold"
    ),
    (
      "metaLearningRate: 0.003", "metaLearningRate: 1e-60",
      "43:23: learned[1].metaLearningRate: found 1e-60, expected a number above 0"
    ),
    (
      "lowestLearningRate: 0.0001", "lowestLearningRate: 1e-50",
      "47:23: handDesigned.lowestLearningRate: found 1e-50, expected a number above 0"
    ),
    ("pointsPerDecade: 2", "pointsPerDecade: +2", "49:20: handDesigned.pointsPerDecade: found +2,"),
    ("p: 5", "p: 81", "12:8: learned[0].p: found 81, expected a number above 0, at most 80.0"),
    (
      "epochs: 60", "epochs: 164",
      "19:13: learned[0].epochs: found 164, expected at most 163: epochs × episodesPerEpoch × functionsPerEpisode"
    ),
    ("patience: 20", "patience: 0", "20:15: learned[0].patience: found 0,"),
    (
      "decay: 0.97", "decay: 1.01",
      "25:12: learned[0].decay: found 1.01, expected a number above 0 and at most 1"
    ),
    (
      "highest: 0.01", "highest: 0.0001",
      "27:48: learned[0].metaLearningRate.highest: found 0.0001, expected at least the lowest value"
    ),
    ("candidates: 3", "candidates: 0", "27:66: learned[0].metaLearningRate.candidates: found 0,"),
    (
      "epochs: 5 }", "epochs: 5000 }",
      "27:77: learned[0].metaLearningRate.epochs: found 5000, expected at most 163"
    ),
    (
      "epochs: 5 }", "epoch: 5 }",
      "27:69: learned[0].metaLearningRate.epoch: found an unknown key, expected epochs"
    ),
    (
      "[sgd, adam]", "[sgd, lion]",
      "45:21: handDesigned.optimizers[1]: found lion, expected a hand-designed optimizer: sgd, adam"
    ),
    ("[sgd, adam]", "[sgd, sgd]", "45:21: handDesigned.optimizers[1]: found sgd a second time,"),
    ("[sgd, adam]", "[]", "45:15: handDesigned.optimizers: found an empty list,"),
    ("[sgd, adam]", "sgd", "45:15: handDesigned.optimizers: found sgd, expected a list of"),
    (
      "highestLearningRate: 10", "highestLearningRate: 1e20",
      "48:24: handDesigned.highestLearningRate: found 1e20,"
    ),
    ("refinements: 0", "refinements: -1", "50:16: handDesigned.refinements: found -1,"),
    ("[bfgs2]", "[simplex]", "51:14: minimisers[0]: found simplex, expected a minimiser: bfgs2"),
    (
      "- optimizees: [mnist]", "- optimizees: [quadratic-10]",
      "56:5: evaluations[1]: found quadratic-10 at horizon 100 a second time,"
    ),
    ("[100, 200]", "[100, 100]", "54:21: evaluations[0].horizons[1]: found 100 a second time,"),
    ("functions: 1024", "functions: 1000001", "55:16: evaluations[0].functions: found 1000001,"),
    ("functions: 1024", "functions: 0", "55:16: evaluations[0].functions: found 0,"),
    (
      "published/fig4.csv", "absent.csv",
      "60:27: published[0].file: found absent.csv, which cannot be read"
    ),
    (
      "published/fig4.csv", "../fig4.csv",
      "60:27: published[0].file: found ../fig4.csv, expected a path"
    ),
    ("horizon: 100 }", "horizon: 300 }", "60:5: published[0]: found quadratic-10 at horizon 300,"),
  ])
  func aMistakeIsNamedWithItsPlace(old: String, new: String, message: String) {
    expectError(in: Samples.edited(old, new), "suites/sample.yaml:\(message)")
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

  /// What stands in place of the forget bias, which that kind has not either.
  @Test(arguments: [
    (
      "coordinateSigns: mixed",
      "14:22: learned[0].coordinateSigns: found mixed, expected no coordinateSigns: gateless"
        + " sees coordinates as they are"
    ),
    (
      "",
      "22:25: learned[0].metaGradientStride: found 4, expected no metaGradientStride: gateless always"
        + " takes all coordinates"
    ),
  ])
  func aKeyOfOtherKindsIsRefused(line: String, message: String) {
    let gateless = Samples.edited("forgetBias: 0", line).replacing(
      "kind: coordinatewise-lstm", with: "kind: gateless", maxReplacements: 1)
    expectError(in: gateless, "suites/sample.yaml:\(message)")
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

  @Test func tooManyEvaluationsAreRefusedAtOnce() {
    let horizons = (1...1_000).map(String.init).joined(separator: ", ")
    let yaml = Samples.edited("horizons: [100, 200]", "horizons: [\(horizons)]")
    expectError(in: yaml, "suites/sample.yaml:56:5: evaluations[1]: found more than 1000 pairs")
  }

  @Test func aSuiteCutAnywhereIsRefusedOrSound() {
    for length in 0..<Samples.yaml.utf8.count {
      do {
        _ = try Samples.suite(String(decoding: Samples.yaml.utf8.prefix(length), as: UTF8.self))
      } catch {
        #expect(error is SuiteError)
      }
    }
  }

  @Test func aSuiteWithAnyByteReplacedIsRefusedOrSound() {
    for byte in "*&:\"-{\n\0".utf8 {
      for index in Samples.yaml.utf8.indices {
        var bytes = Array(Samples.yaml.utf8)
        bytes[Samples.yaml.utf8.distance(from: Samples.yaml.utf8.startIndex, to: index)] = byte
        do {
          _ = try Samples.suite(String(decoding: bytes, as: UTF8.self))
        } catch {
          #expect(error is SuiteError)
        }
      }
    }
  }

  private func expectError(in yaml: String, _ message: String) {
    do {
      _ = try Samples.suite(yaml)
      Issue.record("no error where expected: \(message)")
    } catch {
      #expect("\(error)".hasPrefix(message), "\(error)")
    }
  }
}
