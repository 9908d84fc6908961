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

private let configurations: [(String, LearnedConfiguration)] = [
  ("coordinatewise-lstm", LearnedConfiguration(preprocessing: .raw, outputScale: 0.3)),
  (
    "coordinatewise-lstm",
    LearnedConfiguration(preprocessing: .logAndSign(p: 7.1), outputScale: 1e-3)
  ),
  ("coordinatewise-linear", LearnedConfiguration(preprocessing: .raw, outputScale: 1)),
  (
    "coordinatewise-lstm",
    LearnedConfiguration(preprocessing: .raw, outputScale: 0.3, signs: .everywhere)
  ),
  (
    "coordinatewise-lstm",
    LearnedConfiguration(preprocessing: .raw, outputScale: 0.3, signs: .afterFirstTensor)
  ),
]

private func encoded(_ kind: String, _ configuration: LearnedConfiguration) throws -> [UInt8] {
  try file(kind, configuration).encoded()
}

private func file(_ kind: String, _ configuration: LearnedConfiguration) throws -> OptimizerFile {
  let rule = try #require(LearnedRegistry.rules.first { $0.kind == kind })
  let optimizer = LearnedRegistry.rule(rule, for: configuration).init(
    configuration, drawnFrom: RandomStream(suiteSeed: 2, role: .metaParameters, index: 0))
  return OptimizerFile(optimizer, metaSeed: 3, suite: "tiny", suiteDigest: "abc")
}

/// The untrained LogAndSign optimizer, its file taken apart, changed and put together again.
private func damaged(_ change: (inout SafeTensors) -> Void) throws -> [UInt8] {
  let bytes = try encoded(configurations[1].0, configurations[1].1)
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
    metadata("kind", "lstm", found: "lstm"),
    metadata("preprocessing", nil, found: "nothing"),
    metadata("preprocessing", "log", found: "log"),
    metadata("p", nil, found: "nothing"),
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
  @Test(arguments: configurations)
  func savedAndLoadedOptimizerIsTheSameToTheLastBit(
    kind: String, configuration: LearnedConfiguration
  ) throws {
    let original = try file(kind, configuration)
    let bytes = try original.encoded()
    let loaded = try OptimizerFile(decoding: bytes, file: "f")
    #expect(loaded.optimizer.configuration == configuration)
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
    let metadata = try file(configurations[1].0, configurations[1].1).metadata
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
    let (kind, configuration) = configurations[index]
    #expect(try file(kind, configuration).metadata["coordinate_signs"] == value)
  }

  @Test func linearRuleTakesRawGradientsOnly() throws {
    var contents = try SafeTensors(
      decoding: encoded("coordinatewise-linear", configurations[2].1), file: "f")
    contents.metadata["preprocessing"] = "log-and-sign"
    contents.metadata["p"] = "10"
    let bytes = try contents.encoded()
    let error = try #require(throws: ExecutionError.self) {
      try OptimizerFile(decoding: bytes, file: "f")
    }
    #expect("\(error)".hasPrefix("f: metadata.preprocessing: found log-and-sign, expected raw"))
  }

  @Test func fileCutShortAnywhereIsRefused() throws {
    let bytes = try encoded(configurations[2].0, configurations[2].1)
    for length in 0..<bytes.count {
      #expect(throws: ResultsError.self) {
        try OptimizerFile(decoding: Array(bytes.prefix(length)), file: "f")
      }
    }
  }
}
