import Optimizees
import Optimizers
import Sampling
import TestSupport
import Testing

private let rules = [
  CoordinatewiseLSTM(outputScale: 1), CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.1),
]

private func untrained(_ rule: CoordinatewiseLSTM, metaSeed: Int) -> LearnedOptimizer {
  LearnedOptimizer(
    rule,
    drawnFrom: RandomStream(suiteSeed: 1, role: .metaParameters, index: metaSeed))
}

/// Inputs of the layer a tensor belongs to, its own hidden units among them.
private func fanIn(_ name: String, channels: Int) -> Int {
  name.hasPrefix("readout") ? 20 : name.hasPrefix("lstm.0") ? channels + 20 : 40
}

@Suite struct CoordinatewiseLSTMTests {
  @Test(arguments: zip(rules, [5061, 5141]))
  func weightsAreAsManyAsTheTensorsHold(rule: CoordinatewiseLSTM, count: Int) {
    let optimizer = untrained(rule, metaSeed: 0)
    #expect(optimizer.metaParameters.count == count)
    #expect(optimizer.tensors.reduce(0) { $0 + $1.count } == count)
    for other in [0, count - 1, count + 1] {
      let weights = [Float](repeating: 0, count: other)
      #expect(LearnedOptimizer(rule, metaParameters: weights) == nil)
    }
  }

  /// A normal truncated at two standard deviations keeps 0.87963 of its spread. The standard error
  /// of a spread is about 0.6/√n of it.
  @Test(arguments: rules)
  func initialWeightsAreTruncatedNormals(rule: CoordinatewiseLSTM) {
    let drawn = (0..<30).map { untrained(rule, metaSeed: $0) }
    let channels = rule.preprocessing == .raw ? 1 : 2
    for tensor in drawn[0].tensors where tensor.name != "readout.bias" {
      let scale = 1 / Double(fanIn(tensor.name, channels: channels)).squareRoot()
      let pooled = drawn.flatMap { optimizer in
        optimizer.values(tensor.name).enumerated().map { index, value in
          let isForgetBias = tensor.name.hasSuffix("bias") && (20..<40).contains(index)
          return Double(value) - (isForgetBias ? 1 : 0)
        }
      }
      let count = Double(pooled.count)
      let mean = pooled.reduce(0, +) / count
      let spread = (pooled.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
      #expect(abs(mean) < 4 * scale / count.squareRoot(), "\(tensor.name)")
      #expect(abs(spread / (0.87963 * scale) - 1) < 3 / count.squareRoot(), "\(tensor.name)")
      let largest = pooled.map(\.magnitude).max() ?? 0
      #expect(largest <= 2 * scale * 1.000001, "\(tensor.name)")
      #expect(largest > 1.9 * scale, "\(tensor.name) is not drawn from less than it could be")
    }
    #expect(drawn.allSatisfy { $0.values("readout.bias") == [0] })
  }

  @Test(arguments: rules)
  func forgetBiasesStartNearOne(rule: CoordinatewiseLSTM) {
    let optimizer = untrained(rule, metaSeed: 0)
    for name in ["lstm.0.bias", "lstm.1.bias"] {
      let gates = optimizer.values(name).chunked(by: 20)
      let means = gates.map { $0.reduce(0, +) / 20 }
      #expect(means.map { ($0 * 2).rounded() / 2 } == [0, 1, 0, 0], "\(name)")
    }
  }

  @Test func aForgetBiasMovesTheForgetGatesAlone() {
    let (one, none) = (
      untrained(rules[0], metaSeed: 0),
      untrained(
        CoordinatewiseLSTM(outputScale: 1, forgetBias: 0), metaSeed: 0)
    )
    for tensor in one.tensors {
      for (index, (one, none)) in zip(one.values(tensor.name), none.values(tensor.name))
        .enumerated()
      {
        let isForgetBias = tensor.name.hasSuffix("bias") && (20..<40).contains(index)
        #expect(one == (isForgetBias ? none + 1 : none), "\(tensor.name) \(index)")
      }
    }
  }

  @Test func metaSeedsDifferAndOneRepeats() {
    let first = untrained(rules[0], metaSeed: 0).metaParameters
    #expect(first == untrained(rules[0], metaSeed: 0).metaParameters)
    #expect(first != untrained(rules[0], metaSeed: 1).metaParameters)
  }

  @Test(arguments: rules, [1, 3])
  func frozenOptimizerMakesTheUpdatesOfTheWindow(
    rule: CoordinatewiseLSTM, threads: Int
  ) {
    let updates = untrained(rule, metaSeed: 2).updatesOfTwoWindows(threads: threads)
    #expect(updates.count == 6)
    for (step, (frozen, unrolled)) in updates.enumerated() {
      #expect(frozen == unrolled, "step \(step)")
      #expect(Set(frozen).count > 30, "coordinates have gradients, hence updates, of their own")
    }
  }

  /// The metaGradient after one window of two functions, their first tensor large enough to be sampled.
  private func metaGradient(
    _ rule: CoordinatewiseLSTM, sample: (stride: Int, offset: Int)?, threads: Int = 1
  ) -> [Float] {
    var sampling = rule
    sampling.metaGradientStride = sample?.stride ?? 1
    return untrained(sampling, metaSeed: 2)
      .metaGradientOfAWindow(offset: sample?.offset ?? 0, threads: threads).metaGradient
  }

  /// Floats are summed in other orders: about 1e-6 of the largest.
  @Test(arguments: rules)
  func samplesOfAllOffsetsAverageToTheMetaGradient(rule: CoordinatewiseLSTM) {
    let whole = metaGradient(rule, sample: nil)
    let largest = whole.map(\.magnitude).max() ?? 0
    let samples = (0..<3).map { metaGradient(rule, sample: (3, $0)) }
    for index in whole.indices {
      let mean = samples.reduce(0) { $0 + $1[index] } / 3
      #expect(abs(mean - whole[index]) <= 1e-5 * largest, "metaParameter \(index)")
    }
    for sample in samples {
      let difference = zip(sample, whole).map { abs($0 - $1) }.max() ?? 0
      #expect(difference > 0.01 * largest, "a sample is not the whole")
    }
    #expect(samples[1] == metaGradient(rule, sample: (3, 1), threads: 3))
    #expect(whole == metaGradient(rule, sample: (8, 0)), "no tensor has eight chunks")
  }

  @Test(arguments: rules)
  func resetForgetsTheEpisode(rule: CoordinatewiseLSTM) {
    let optimizer = untrained(rule, metaSeed: 0)
    let layout = ParameterLayout(functions: 1, parametersPerFunction: 5)
    let window = optimizer.makeWindow(for: layout, steps: 2, threads: 1)
    let gradient: [Float] = [0.5, -0.25, 0, 1e-6, 3]
    func episode() -> [[Float]] {
      window.reset()
      window.begin(metaParameters: optimizer.metaParameters)
      return (0..<2).map { _ in
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
}

extension Array {
  fileprivate func chunked(by size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
