import Differentiation
import Evaluation
import Execution
import Foundation
import Optimizees
import Optimizers
import Sampling
import Testing

/// The function of `Examples/python/learned_optimizer.py`: ‖Wθ − y‖² in five dimensions, from θ = 0, which
/// is a matrix and a vector.
private struct TensorQuadraticFamily: OptimizeeFamily {
  static let namePattern = "tensor-quadratic"
  let name = namePattern
  let tensors = [
    ParameterTensor(name: "matrix", shape: [2, 2]), ParameterTensor(name: "vector", shape: [1]),
  ]
  let isDeterministic = true

  init?(name: String) {}

  func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    for index in 0..<parameterCount { initialParameters[index] = 0 }
    return FixedQuadratic()
  }
}

/// The trajectories that `Tests/Oracles/python_trajectories.py` compares the numpy readers with are ours. Run
/// with `L2L_PIN=1` to write them anew, and files of untrained optimizers with them; the test then fails,
/// so that nobody pins by accident.
@Suite struct PythonTrajectoryTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let pinned = root.appending(path: "Tests/Oracles/python_trajectories.json")
  private static let fixtures = "Tests/ExecutionTests/Fixtures"
  private static let horizon = 40
  /// The kinds that have no file for PyTorch, with updates of some length.
  private static let rules: [any LearnedRuleKind] = [
    SmallMLP(outputScale: 0.05), Celo2Base(learningRate: 0.05), RNNprop(),
  ]
  private static let files =
    ["lstm-raw", "lstm-log-and-sign", "lstm-signs", "lstm-signs-after-first-tensor"]
    + rules.map { type(of: $0).kind }

  private static func path(_ name: String) -> String { "\(fixtures)/\(name).safetensors" }

  private func trajectory(_ file: String) throws -> [Float] {
    let bytes = try Data(contentsOf: Self.root.appending(path: file))
    let optimizer = try OptimizerFile(decoding: Array(bytes), file: file).optimizer
    let family = try #require(TensorQuadraticFamily(name: ""))
    let evaluator = Evaluator(
      family: family, split: .metaTest, functions: 1, horizon: Self.horizon, suiteSeed: 0,
      threads: 1)
    return evaluator.trajectories(of: optimizer)[0].losses
  }

  private func writeFiles() throws {
    for rule in Self.rules {
      let stream = RandomStream(suiteSeed: 0, role: .metaParameters, index: 0)
      let file = OptimizerFile(
        LearnedOptimizer(rule, drawnFrom: stream), metaSeed: 0, suite: "untrained",
        suiteDigest: String(repeating: "0", count: 64))
      let path = Self.root.appending(path: Self.path(type(of: rule).kind))
      try Data(file.encoded()).write(to: path)
    }
  }

  @Test func trajectoriesAreThePinnedOnes() throws {
    let isPinning = ProcessInfo.processInfo.environment["L2L_PIN"] != nil
    if isPinning { try writeFiles() }
    let found = try Dictionary(
      uniqueKeysWithValues: Self.files.map { (Self.path($0), try trajectory(Self.path($0))) })
    if isPinning {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      try encoder.encode(found).write(to: Self.pinned)
      Issue.record("wrote \(Self.pinned.path); run again without L2L_PIN")
      return
    }
    let pinned = try JSONDecoder().decode(
      [String: [Float]].self, from: Data(contentsOf: Self.pinned))
    #expect(found == pinned)
  }
}
