import Differentiation
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
  private static let fixtures = "Tests/ExecutionTests/Fixtures"
  /// The kinds that have no file for PyTorch, with updates of some length.
  private static let rules: [any LearnedRuleKind] = [
    SmallMLP(outputScale: 0.05), Celo2Base(learningRate: 0.05), RNNprop(),
  ]
  private static let files =
    ["lstm-raw", "lstm-log-and-sign", "lstm-signs", "lstm-signs-after-first-tensor"]
    + rules.map { type(of: $0).kind }

  private static func path(_ name: String) -> String { "\(fixtures)/\(name).safetensors" }

  private func writeFiles() throws {
    for rule in Self.rules {
      let stream = RandomStream(suiteSeed: 0, role: .metaParameters, index: 0)
      let file = OptimizerFile(
        LearnedOptimizer(rule, drawnFrom: stream), metaSeed: 0, suite: "untrained",
        suiteDigest: String(repeating: "0", count: 64))
      let path = PinnedTrajectories.root.appending(path: Self.path(type(of: rule).kind))
      try Data(file.encoded()).write(to: path)
    }
  }

  @Test func trajectoriesAreThePinnedOnes() throws {
    if PinnedTrajectories.isPinning { try writeFiles() }
    let family = try #require(TensorQuadraticFamily(name: ""))
    try PinnedTrajectories(name: "python_trajectories.json", family: family)
      .check(Self.files.map(Self.path))
  }
}
