import Optimizees
import Optimizers
import Sampling
import TestSupport
import Testing

@Suite struct RNNpropTests {
  private func untrained(
    metaSeed: Int, stride: Int = 1
  ) -> LearnedOptimizer {
    LearnedOptimizer(
      RNNprop(outputScale: 0.1, metaGradientStride: stride),
      drawnFrom: RandomStream(suiteSeed: 1, role: .metaParameters, index: metaSeed))
  }

  @Test func weightsAreAsManyAsTheTensorsHold() {
    let rule = RNNprop()
    #expect(rule.metaParameterCount == 6_641)
    #expect(
      rule.tensors.prefix(3).map(\.name) == ["input.weight", "input.bias", "lstm.0.weight_ih"])
    #expect(rule.tensors[2].shape == [80, 20])
    #expect(untrained(metaSeed: 0).metaParameters.count == 6_641)
  }

  /// A normal truncated at two standard deviations keeps 0.87963 of its spread. The standard error
  /// of a spread is about 0.6/√n of it.
  @Test func initialWeightsAreTruncatedNormals() {
    let drawn = (0..<60).map { untrained(metaSeed: $0) }
    func spread(_ name: String) -> (spread: Double, largest: Float, count: Double) {
      let pooled = drawn.flatMap { $0.values(name) }
      let square = pooled.reduce(0) { $0 + Double($1 * $1) } / Double(pooled.count)
      return (square.squareRoot(), pooled.map(\.magnitude).max() ?? 0, Double(pooled.count))
    }
    let deviations = [
      "input.weight": 0.1, "readout.weight": 0.1, "lstm.0.weight_ih": 40.0.squareRoot() / 40,
      "lstm.0.weight_hh": 40.0.squareRoot() / 40, "lstm.1.weight_ih": 40.0.squareRoot() / 40,
    ]
    for (name, deviation) in deviations {
      let found = spread(name)
      #expect(
        abs(found.spread / (0.87963 * deviation) - 1) < 3 / found.count.squareRoot(), "\(name)")
      #expect((1.9 * deviation...2.000001 * deviation).contains(Double(found.largest)), "\(name)")
    }
    for name in ["input.bias", "readout.bias"] {
      #expect(drawn.allSatisfy { $0.values(name).allSatisfy { $0 == 0 } }, "\(name)")
    }
    let bias = drawn[0].values("lstm.0.bias")
    #expect(bias[20..<40].reduce(0, +) / 20 > 0.8 && bias[..<20].reduce(0, +) / 20 < 0.2)
  }

  @Test(arguments: [1, 3])
  func frozenOptimizerMakesTheUpdatesOfTheWindow(threads: Int) {
    let updates = untrained(metaSeed: 2).updatesOfTwoWindows(threads: threads)
    #expect(updates.count == 6)
    for (step, (frozen, unrolled)) in updates.enumerated() {
      #expect(frozen == unrolled, "step \(step)")
      #expect(frozen.allSatisfy { 0 < $0.magnitude && $0.magnitude < 0.1 })
      #expect(step == 0 || Set(frozen).count > 30, "coordinates have updates of their own")
    }
  }

  @Test func resetForgetsTheEpisode() {
    let optimizer = untrained(metaSeed: 0)
    let layout = ParameterLayout(functions: 1, parametersPerFunction: 5)
    let window = optimizer.makeWindow(for: layout, steps: 2, threads: 1)
    func episode() -> [[Float]] {
      window.reset()
      window.begin(metaParameters: optimizer.metaParameters)
      let gradients: [[Float]] = [[0.5, -0.25, 0, 1e-6, 3], [1, 0.25, 0, 3e-6, -3]]
      return gradients.map { gradient in
        var update = [Float](repeating: .nan, count: 5)
        var span = update.mutableSpan
        window.update(&span, seeing: InnerStep(gradient: gradient))
        return update
      }
    }
    let first = episode()
    #expect(first[0] != first[1])
    #expect(episode() == first)
  }

  /// The metaGradient and the gates after one window of two functions, their first tensor large enough to
  /// be sampled.
  private func window(
    sample: (stride: Int, offset: Int)?, threads: Int = 1
  ) -> (metaGradient: [Float], gates: [GateSaturation]) {
    let (metaGradient, window) = untrained(metaSeed: 2, stride: sample?.stride ?? 1)
      .metaGradientOfAWindow(offset: sample?.offset ?? 0, threads: threads)
    return (metaGradient, window.gateSaturation())
  }

  /// Floats are summed in other orders: about 1e-6 of the largest.
  @Test func samplesOfAllOffsetsAverageToTheMetaGradient() {
    let whole = window(sample: nil).metaGradient
    let largest = whole.map(\.magnitude).max() ?? 0
    let samples = (0..<3).map { window(sample: (3, $0)).metaGradient }
    for index in whole.indices {
      let mean = samples.reduce(0) { $0 + $1[index] } / 3
      #expect(abs(mean - whole[index]) <= 1e-5 * largest, "metaParameter \(index)")
    }
    #expect(samples[0] != samples[1])
    #expect(samples[1] == window(sample: (3, 1), threads: 3).metaGradient)
  }

  /// Untrained gates have pre-activations near 0, and near 1 those that forget.
  @Test func untrainedGatesAreNotSaturated() {
    let gates = window(sample: nil).gates
    #expect(gates.map(\.gate) == ["i0", "f0", "g0", "o0", "i1", "f1", "g1", "o1"])
    #expect(gates.allSatisfy { $0.share == 0 })
  }
}
