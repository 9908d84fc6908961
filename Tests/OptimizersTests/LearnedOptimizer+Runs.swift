import Optimizees
import Optimizers
import TestSupport

extension LearnedOptimizer {
  /// The values of one tensor.
  func values(_ name: String) -> [Float] {
    var start = 0
    for tensor in tensors {
      if tensor.name == name { return Array(metaParameters[start..<start + tensor.count]) }
      start += tensor.count
    }
    return []
  }

  /// The updates of the frozen optimizer and of its windows, over two windows of three steps, so that a
  /// state is carried over, and on coordinates beyond a chunk.
  func updatesOfTwoWindows(threads: Int) -> [(frozen: [Float], unrolled: [Float])] {
    let layout = ParameterLayout(functions: 3, parametersPerFunction: 13)
    let window = makeWindow(for: layout, steps: 3, threads: threads)
    var state = initialState(for: layout)
    window.reset()
    return (0..<6).map { step in
      if step % 3 == 0 { window.begin(metaParameters: metaParameters) }
      let gradient = (0..<layout.count).map { Float(scatter(100 * step + $0)) }
      var frozen = [Float](repeating: .nan, count: layout.count)
      var unrolled = frozen
      var frozenSpan = frozen.mutableSpan
      update(&frozenSpan, seeing: InnerStep(gradient: gradient), state: &state)
      var unrolledSpan = unrolled.mutableSpan
      window.update(&unrolledSpan, seeing: InnerStep(gradient: gradient))
      return (frozen, unrolled)
    }
  }

  /// The metaGradient after one window of two functions, their first tensor large enough to be sampled, and
  /// the window itself.
  func metaGradientOfAWindow(
    offset: Int, threads: Int
  ) -> (metaGradient: [Float], window: any UnrollWindow) {
    let layout = ParameterLayout(
      functions: 2, tensors: [.point(dimension: 230), .point(dimension: 11)])
    let window = makeWindow(for: layout, steps: 3, threads: threads)
    window.reset()
    window.begin(metaParameters: metaParameters, number: offset)
    func gradient(_ step: Int) -> [Float] {
      (0..<layout.count).map { Float(scatter(1000 * step + $0)) }
    }
    var update = gradient(0)
    var span = update.mutableSpan
    for step in 0..<3 { window.update(&span, seeing: InnerStep(gradient: gradient(step))) }
    var metaGradient = [Float](repeating: 0, count: metaParameters.count)
    window.backward(
      finalGradient: gradient(3).span, factor: 1, functions: 2, metaGradient: &metaGradient)
    return (metaGradient, window)
  }
}
