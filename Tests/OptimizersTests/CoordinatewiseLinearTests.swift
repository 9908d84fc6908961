import Optimizees
import Optimizers
import Sampling
import TestSupport
import Testing

private let linear = CoordinatewiseLinear(outputScale: 0.5)

@Suite struct LearnedRegistryTests {
  @Test func kindsAreListedInOrder() {
    #expect(
      LearnedRegistry.kinds.map { $0.kind } == [
        "coordinatewise-lstm", "coordinatewise-linear", "small-mlp", "celo2-base", "rnnprop",
      ])
  }
}

@Suite struct CoordinatewiseLinearTests {
  @Test func startsFromZero() {
    let stream = RandomStream(suiteSeed: 0, role: .metaParameters, index: 0)
    let rule = LearnedOptimizer(linear, drawnFrom: stream)
    #expect(rule.metaParameters == [0, 0])
    #expect(rule.tensors.map(\.name) == ["readout.weight", "readout.bias"])
    #expect(rule.tensors.map(\.shape) == [[1, 1], [1]])
  }

  @Test func hasTwoWeights() {
    for count in [0, 1, 3] {
      let weights = [Float](repeating: 1, count: count)
      #expect(LearnedOptimizer(linear, metaParameters: weights) == nil)
    }
  }

  @Test func updateIsTheScaledLine() throws {
    let rule = try #require(LearnedOptimizer(linear, metaParameters: [-2, 0.5]))
    var update: [Float] = [.nan, .nan, .nan]
    var span = update.mutableSpan
    var state = rule.initialState(for: ParameterLayout(functions: 1, parametersPerFunction: 3))
    rule.update(&span, seeing: InnerStep(gradient: [1, 0, -4]), state: &state)
    #expect(update == [-0.75, 0.25, 4.25])
  }

  /// Gradients 1, 2 and, at the end, 3: ∂/∂w = 1 · (2 + 3) + 2 · 3 and ∂/∂b = (2 + 3) + 3, each
  /// times the output scale and the scale.
  @Test func metaGradientIsTheSuffixSum() throws {
    let rule = try #require(LearnedOptimizer(linear, metaParameters: [0, 0]))
    let layout = ParameterLayout(functions: 1, parametersPerFunction: 1)
    let window = rule.makeWindow(for: layout, steps: 2, threads: 1)
    window.reset()
    window.begin(metaParameters: rule.metaParameters)
    for gradient in [[1], [2]] as [[Float]] {
      var update: [Float] = [0]
      var span = update.mutableSpan
      window.update(&span, seeing: InnerStep(gradient: gradient))
    }
    var metaGradient: [Float] = [100, 200]
    window.backward(
      finalGradient: ([3] as [Float]).span, factor: 2, functions: 1,
      metaGradient: &metaGradient)
    #expect(metaGradient == [111, 208], "it is added to what is there")
  }
}
