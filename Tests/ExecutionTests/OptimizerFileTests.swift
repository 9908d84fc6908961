import Evaluation
import Execution
import Foundation
import Optimizees
import Optimizers
import Results
import Sampling
import TestSupport
import Testing

private typealias OptimizerFile = Execution.OptimizerFile

private let rules: [any LearnedRule] = [
  CoordinatewiseLSTM(outputScale: 0.3),
  CoordinatewiseLSTM(logAndSign: 7.1, outputScale: 1e-3),
  CoordinatewiseLinear(outputScale: 1),
  SignMixed(CoordinatewiseLSTM(outputScale: 0.3), signs: .everywhere),
  SignMixed(CoordinatewiseLSTM(outputScale: 0.3), signs: .afterFirstTensor),
  SignMixed(groups, signs: .everywhere),
]

private let groups = Grouped([
  Grouped.Group(
    "first", of: .names(["layer0.*", "parameters"]),
    rule: SignMixed(CoordinatewiseLSTM(logAndSign: 7, outputScale: 0.1), signs: .everywhere)),
  Grouped.Group("weights", of: .roles([.weights]), rule: CoordinatewiseLinear(outputScale: 0.5)),
  Grouped.Group("rest", of: .all, rule: FixedRule("adam", learningRate: 0.01)),
])

private func encoded(_ rule: any LearnedRule) throws -> [UInt8] { try file(rule).encoded() }

private func file(_ rule: any LearnedRule) -> OptimizerFile {
  let optimizer = LearnedOptimizer(
    rule, drawnFrom: RandomStream(suiteSeed: 2, role: .metaParameters, index: 0))
  return OptimizerFile(optimizer, metaSeed: 3, suite: "tiny", suiteDigest: "abc")
}

/// The untrained LogAndSign optimizer, its file taken apart, changed and put together again.
private func damaged(_ change: (inout SafeTensors) -> Void) throws -> [UInt8] {
  let bytes = try encoded(rules[1])
  var contents = try SafeTensors(decoding: bytes, file: "f")
  change(&contents)
  return try contents.encoded()
}

private struct Damage: Sendable, CustomTestStringConvertible {
  let place: String
  let found: String
  let change: @Sendable (inout SafeTensors) -> Void
  var testDescription: String { "\(place): \(found)" }

  static func metadata(_ name: String, _ value: String?, found: String) -> Damage {
    Damage(place: "metadata.\(name)", found: found) { $0.metadata[name] = value }
  }

  static func tensor(
    _ index: Int, _ place: String, found: String,
    _ change: @escaping @Sendable (inout SafeTensors.Tensor) -> Void
  ) -> Damage {
    Damage(place: place, found: found) { change(&$0.tensors[index]) }
  }

  static let all = [
    metadata("kind", nil, found: "nothing"),
    metadata("kind", "lstm", found: "'lstm'"),
    metadata("preprocessing", nil, found: "nothing"),
    metadata("preprocessing", "log", found: "'log'"),
    metadata("p", "ten", found: "'ten'"),
    metadata("p", "0", found: "'0'"),
    metadata("p", "-10", found: "'-10'"),
    metadata("p", "100", found: "'100'"),
    metadata("output_scale", nil, found: "nothing"),
    metadata("output_scale", "", found: "''"),
    metadata("output_scale", "nan", found: "'nan'"),
    metadata("output_scale", "inf", found: "'inf'"),
    metadata("coordinate_signs", "none", found: "'none'"),
    // Layer 0's bias comes first in the order of names.
    tensor(0, "tensor lstm.0.bias", found: "nothing") { $0.name = "lstm.0.offset" },
    tensor(0, "tensor lstm.0.bias", found: "shape [80, 1]") { $0.shape = [80, 1] },
    tensor(0, "tensor lstm.0.bias", found: "a value that is not finite") {
      $0.values[79] = .nan
    },
    Damage(place: "tensors", found: "9") {
      $0.tensors.append(SafeTensors.Tensor(name: "extra", shape: [1], values: [0]))
    },
  ]
}

@Suite struct OptimizerFileTests {
  @Test(arguments: rules.indices)
  func savedAndLoadedOptimizerIsTheSameToTheLastBit(index: Int) throws {
    let original = file(rules[index])
    let bytes = try original.encoded()
    let loaded = try OptimizerFile(decoding: bytes, file: "f")
    #expect(loaded.optimizer.rule.canonical == rules[index].canonical)
    #expect(
      loaded.optimizer.metaParameters.map(\.bitPattern)
        == original.optimizer.metaParameters.map(\.bitPattern))
    #expect(loaded.metadata == original.metadata)
    #expect(try loaded.encoded() == bytes)
    let evaluator = Evaluator(
      family: try #require(OptimizeeRegistry.family(named: "quadratic-gaussian-5")),
      split: .metaTest, functions: 3, horizon: 4, suiteSeed: 0, threads: 1)
    #expect(
      evaluator.trajectories(of: loaded.optimizer)
        == evaluator.trajectories(of: original.optimizer))
  }

  @Test func metadataSayWhatTheOptimizerIs() throws {
    let metadata = file(rules[1]).metadata
    #expect(
      metadata == [
        "kind": "coordinatewise-lstm", "meta_seed": "3", "output_scale": "0.001", "p": "7.1",
        "preprocessing": "log-and-sign", "suite": "tiny", "suite_digest": "abc",
      ])
  }

  @Test(arguments: Damage.all)
  fileprivate func damageIsNamed(damage: Damage) throws {
    let bytes = try damaged(damage.change)
    let error = try #require(throws: ExecutionError.self) {
      try OptimizerFile(decoding: bytes, file: "some.safetensors")
    }
    let text = "\(error)"
    #expect(text.hasPrefix("some.safetensors: \(damage.place): found \(damage.found), "))
  }

  @Test(arguments: [(3, "mixed"), (4, "mixed-after-first-tensor")])
  func signsAreInTheMetadataOfThoseThatMixThem(index: Int, value: String) throws {
    #expect(file(rules[index]).metadata["coordinate_signs"] == value)
  }

  @Test func groupsAreOneEntryOfTheMetadata() throws {
    let file = file(groups)
    #expect(file.metadata.keys.sorted() == ["groups", "meta_seed", "suite", "suite_digest"])
    #expect(file.optimizer.rule.tensors.last?.name == "weights/readout.bias")
    func error(_ old: String, _ new: String) throws -> String {
      var contents = try SafeTensors(decoding: file.encoded(), file: "f")
      let text = try #require(contents.metadata["groups"])
      contents.metadata["groups"] = text.replacingOccurrences(of: old, with: new)
      let bytes = try contents.encoded()
      let error = try #require(throws: ExecutionError.self) {
        try OptimizerFile(decoding: bytes, file: "f")
      }
      return "\(error)"
    }
    for (old, new, message) in [
      ("\"adam\"", "\"adan\"", "groups[2].kind: found 'adan', expected coordinatewise-lstm or"),
      ("\"weights\"]", "\"w\"]", "groups[1].tensors.roles[0]: found 'w', expected inputWeights or"),
      ("0.01", "0", "groups[2].learningRate: found 0.0, expected a number above 0"),
      (
        "\"p\"", "\"q\"",
        "groups[0]: found the key q, expected name, tensors, kind, preprocessing, p"
      ),
      ("\"rest\"", "\"first\"", "groups[2]: found a second group of the name first"),
      ("[", "(", "groups: found '("),
    ] {
      let found = try error(old, new)
      #expect(found.hasPrefix("f: metadata.\(message)"), "\(found)")
    }
  }

  /// What only meta-training needs is no part of the file.
  @Test func aFileHasNoSettingsOfTraining() throws {
    let rule = CoordinatewiseLSTM(outputScale: 0.3, forgetBias: 0, metaGradientStride: 8)
    let metadata = file(rule).metadata
    #expect(metadata["forget_bias"] == nil && metadata["meta_gradient_stride"] == nil)
    let read = try OptimizerFile(decoding: encoded(rule), file: "f").optimizer.rule
    #expect(read.canonical == CoordinatewiseLSTM(outputScale: 0.3).canonical)
  }

  @Test func fileCutShortAnywhereIsRefused() throws {
    let bytes = try encoded(rules[2])
    for length in 0..<bytes.count {
      #expect(throws: ResultsError.self) {
        try OptimizerFile(decoding: Array(bytes.prefix(length)), file: "f")
      }
    }
  }
}
