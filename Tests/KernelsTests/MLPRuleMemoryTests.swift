import TestSupport
import Testing

@testable import Kernels

/// Updates of one function's tensors with these axes, for gradients and parameters that look random.
private func updates(_ shape: MLPRuleShape, sizes: [[Int]], steps: Int) -> [Float] {
  let rule = PackedMLPRule(
    shape, weights: (0..<shape.weights).map { Float(0.6 * scatter($0)) }[...],
    decayShifts: shape == .small ? (0..<7).map { 0.02 * Float(scatter($0)) } : [])
  let count = sizes.reduce(0) { $0 + $1.reduce(1, *) }
  let memory = MLPRuleMemory(shape, functions: 1, tensors: sizes)
  var update = [Float](repeating: .nan, count: count)
  for step in 0..<steps {
    let gradient = (0..<count).map { Float(scatter(3 * $0 + 17 * step) * scatter(5 * $0 + step)) }
    let parameters = (0..<count).map { Float(scatter($0 + 7 * step)) }
    var span = update.mutableSpan
    memory.step(
      rule, number: step, scale: 0.01, gradient: gradient.span, parameters: parameters.span,
      update: &span)
  }
  return update
}

@Suite struct MLPRuleMemoryTests {
  private static let shapes = [MLPRuleShape.small, .celo2]

  /// The benchmark's network: a matrix whose rows are longer than a vector, one whose rows are shorter.
  @Test(arguments: [0, 1])
  func bitsAreGolden(_ index: Int) {
    let golden = [
      Golden<UInt64>(0x0E6E_648F_1359_E77B, 2), Golden<UInt64>(0x9935_96F4_9BFB_7177, 2),
    ]
    let found = updates(Self.shapes[index], sizes: [[784, 20], [20], [20, 10], [10]], steps: 2)
    #expect(found.allSatisfy { $0.isFinite })
    #expect(golden[index].flaw(of: fingerprint(found), by: Arithmetic.version) == nil)
  }

  /// Nothing is read or written beyond a tensor, whatever its size: as the first of two it has the updates
  /// that it has alone.
  @Test(arguments: [0, 1])
  func tensorsOfAnySizeKeepToThemselves(_ index: Int) {
    for sizes in [
      [1], [15], [16], [17], [129], [], [1, 1], [3, 15], [9, 16], [8, 17], [2, 300],
    ] {
      let count = sizes.reduce(1, *)
      let alone = updates(Self.shapes[index], sizes: [sizes], steps: 2)
      let first = updates(Self.shapes[index], sizes: [sizes, [33]], steps: 2).prefix(count)
      #expect(alone == Array(first), "\(sizes)")
      #expect(alone.allSatisfy { $0.isFinite })
    }
  }

  /// A coordinate without a gradient has finite inputs, from the first step on.
  @Test(arguments: [0, 1])
  func zerosAreNoTrouble(_ index: Int) {
    let shape = Self.shapes[index]
    let rule = PackedMLPRule(
      shape, weights: (0..<shape.weights).map { Float(0.6 * scatter($0)) }[...])
    let memory = MLPRuleMemory(shape, functions: 1, tensors: [[5, 40], [9]])
    let zeros = [Float](repeating: 0, count: 209)
    var update = zeros
    for step in 0..<3 {
      var span = update.mutableSpan
      memory.step(
        rule, number: step, scale: 1, gradient: zeros.span, parameters: zeros.span, update: &span)
      #expect(update.allSatisfy { $0.isFinite })
    }
  }
}
