import Optimizees
import Optimizers
import TestSupport
import Testing

@testable import MetaTraining

/// f(x) = x² from x = 1.
private struct Square: Optimizee {
  func loss(at parameters: Span<Float>, step: Int, gradient: inout MutableSpan<Float>) -> Float {
    gradient[0] = 2 * parameters[0]
    return parameters[0] * parameters[0]
  }
  func loss(at parameters: Span<Float>, step: Int) -> Float { parameters[0] * parameters[0] }
}

/// The authors' golden test (google-deepmind/learning-to-learn, meta_test.py, "Torch results"): a
/// linear-only optimizer from zero, unroll 5, Adam 0.01, two unrolls.
@Test func theAuthorsGoldenTestComesOut() {
  guard
    var rule = LearnedOptimizer(CoordinatewiseLinear(outputScale: 1), metaParameters: [0, 0])
  else {
    Issue.record("two weights are what the rule has")
    return
  }
  let batch = OptimizeeBatch(functions: [Square()], parameterCount: 1, initialParameters: [1])
  let window = rule.makeWindow(for: batch.layout, steps: 5, threads: 1)
  var episode = Episode(batch, window: window, unrollLength: 5, horizon: 10, threads: 1)
  let adam = Adam(learningRate: 0.01)
  var state = adam.initialState(for: ParameterLayout(functions: 1, parametersPerFunction: 2))
  var loss: Float = 0
  for _ in 0..<2 {
    let metaGradient = episode.runWindow(metaParameters: rule.metaParameters).values
    loss = episode.loop.losses[0]
    var update: [Float] = [0, 0]
    var span = update.mutableSpan
    adam.update(&span, seeing: InnerStep(gradient: metaGradient), state: &state)
    for index in 0..<2 { rule.metaParameters[index] += update[index] }
  }
  #expect(abs(loss - 0.7325327) < 1e-6)
  #expect(abs(episode.loop.parameters[0] - 0.8559) < 1e-4)
}
