import Differentiation
import Foundation
import Optimizees
import Testing

/// The function of `Examples/pytorch/learned_optimizer.py`: ‖Wθ − y‖² in five dimensions, from θ = 0, which
/// is two tensors.
struct FixedQuadratic: Optimizee {
  static let dimension = 5

  func loss(at parameters: Span<Float>, step: Int) -> Float {
    residual(at: parameters).reduce(0) { $0 + $1 * $1 }
  }

  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    let residual = residual(at: parameters)
    for column in 0..<Self.dimension {
      gradient[column] = residual.indices.reduce(0) {
        $0 + 2 * residual[$1] * Self.weight($1, column)
      }
    }
    return residual.reduce(0) { $0 + $1 * $1 }
  }

  private func residual(at parameters: Span<Float>) -> [Float] {
    (0..<Self.dimension).map { row in
      let target = Float((5 * row + 2) % 7) / 7
      return (0..<Self.dimension).reduce(-target) { $0 + Self.weight(row, $1) * parameters[$1] }
    }
  }

  private static func weight(_ row: Int, _ column: Int) -> Float {
    Float((7 * row + 3 * column) % 11) / 11
  }
}

private struct FixedQuadraticFamily: OptimizeeFamily {
  static let namePattern = "fixed-quadratic"
  let name = namePattern
  let tensors = [2, FixedQuadratic.dimension - 2].map { ParameterTensor.point(dimension: $0) }
  let isDeterministic = true

  init?(name: String) {}

  func sample(
    from streams: FunctionStreams, initialParameters: inout MutableSpan<Float>
  ) -> any Optimizee {
    for index in 0..<parameterCount { initialParameters[index] = 0 }
    return FixedQuadratic()
  }
}

/// The trajectories that `Tests/Oracles/pytorch_trajectories.py` compares PyTorch with are ours. Run with
/// `L2L_PIN=1` to write them anew; the test then fails, so that nobody pins by accident.
@Suite struct PyTorchTrajectoryTests {
  private static let files =
    ["lstm-raw", "lstm-log-and-sign", "lstm-signs", "lstm-signs-after-first-tensor"].map {
      "Tests/ExecutionTests/Fixtures/\($0).safetensors"
    }

  @Test func trajectoriesAreThePinnedOnes() throws {
    let family = try #require(FixedQuadraticFamily(name: ""))
    try PinnedTrajectories(name: "pytorch_trajectories.json", family: family).check(Self.files)
  }

  @Test func thePageShowsTheExample() throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: PinnedTrajectories.root.appending(path: path), encoding: .utf8)
    }
    let page = try text("docs/using-from-pytorch.md")
    let code = try text("Examples/pytorch/learned_optimizer.py")
    #expect(page.contains("```python\n\(code)```\n"))
  }
}
