import Differentiation
import Kernels
import Optimizees
import Optimizers
import Sampling
import TestSupport
import Testing

private func untrained(_ signs: SignMixed.Signs?) -> LearnedOptimizer {
  let lstm = CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.1)
  return LearnedOptimizer(
    signs.map { SignMixed(lstm, signs: $0) } ?? lstm,
    drawnFrom: RandomStream(suiteSeed: 1, role: .metaParameters, index: 1))
}

private func firstUpdate(
  of optimizer: LearnedOptimizer, _ gradient: [Float], layout: ParameterLayout
) -> [Float] {
  var state = optimizer.initialState(for: layout)
  var update = [Float](repeating: .nan, count: gradient.count)
  var span = update.mutableSpan
  optimizer.update(&span, seeing: InnerStep(gradient: gradient), state: &state)
  return update
}

/// Gradients of coordinates beyond a chunk, some of them zero at first.
private func gradient(_ step: Int, count: Int) -> [Float] {
  (0..<count).map { $0 % 64 >= 32 && step < 3 ? 0 : Float(scatter(1000 * step + $0)) }
}

@Suite struct SignMixedTests {
  private static let layout = ParameterLayout(functions: 2, parametersPerFunction: 100)

  @Test func theWeightsAreThoseOfTheRule() {
    #expect(untrained(.everywhere).metaParameters == untrained(nil).metaParameters)
    #expect(untrained(.everywhere).tensors == untrained(nil).tensors)
  }

  @Test func signsAreThoseOfACoordinateInItsFunction() {
    let gradient = gradient(5, count: 100)
    let one = ParameterLayout(functions: 1, parametersPerFunction: 100)
    let mixed = firstUpdate(of: untrained(.everywhere), gradient, layout: one)
    #expect(
      firstUpdate(of: untrained(.everywhere), gradient + gradient, layout: Self.layout)
        == mixed + mixed)
    let signs = (0..<100).map { CoordinateSigns.sign(of: $0) }
    let turned = zip(gradient, signs).map { $0 * $1 }
    let plain = firstUpdate(of: untrained(nil), turned, layout: one)
    #expect(mixed == zip(plain, signs).map { $0 * $1 })
    #expect(mixed != firstUpdate(of: untrained(nil), gradient, layout: one))
  }

  @Test func theFirstTensorOfEachFunctionCanBeLeftAlone() {
    let layout = ParameterLayout(
      functions: 2, tensors: [.point(dimension: 37), .point(dimension: 25)])
    let gradient = gradient(5, count: layout.count)
    let (asTheyAre, everywhere, inside) = (
      firstUpdate(of: untrained(nil), gradient, layout: layout),
      firstUpdate(of: untrained(.everywhere), gradient, layout: layout),
      firstUpdate(of: untrained(.afterFirstTensor), gradient, layout: layout)
    )
    for start in [0, 62] {
      #expect(inside[start..<start + 37] == asTheyAre[start..<start + 37])
      #expect(inside[start + 37..<start + 62] == everywhere[start + 37..<start + 62])
      #expect(inside[start + 37..<start + 62] != asTheyAre[start + 37..<start + 62])
    }
  }

  /// Two windows of three steps: the updates of the frozen rule, and the metaGradient of the plain rule
  /// that meets turned gradients.
  @Test(arguments: [1, 2])
  func aWindowTurnsGradientsBeforeAndUpdatesAfter(threads: Int) {
    let (mixed, plain) = (untrained(.everywhere), untrained(nil))
    let signs = (0..<200).map { CoordinateSigns.sign(of: $0 % 100) }
    let windows = [mixed, plain].map {
      $0.makeWindow(for: Self.layout, steps: 3, threads: threads)
    }
    var metaGradients = [[Float]](
      repeating: Array(repeating: 0, count: mixed.metaParameters.count), count: 2)
    let frozen = frozen(mixed)
    for window in windows { window.reset() }
    for number in 0..<2 {
      for window in windows { window.begin(metaParameters: mixed.metaParameters) }
      for step in 3 * number..<3 * number + 3 {
        let seen = gradient(step, count: 200)
        let turned = zip(seen, signs).map { $0 * $1 + 0 }
        let updates = zip(windows, [seen, turned]).map { window, gradient in
          var update = [Float](repeating: .nan, count: 200)
          var span = update.mutableSpan
          window.update(&span, seeing: InnerStep(gradient: gradient))
          return update
        }
        #expect(updates[0] == zip(updates[1], signs).map { $0 * $1 }, "step \(step)")
        #expect(updates[0] == frozen(seen), "step \(step)")
      }
      let final = gradient(3 * number + 3, count: 200)
      let turned = zip(final, signs).map { $0 * $1 + 0 }
      for (window, (final, index)) in zip(windows, [(final, 0), (turned, 1)]) {
        window.backward(
          finalGradient: final.span, factor: 1, functions: 2,
          metaGradient: &metaGradients[index])
      }
    }
    #expect(metaGradients[0] == metaGradients[1])
    #expect(metaGradients[0].contains { $0 != 0 })
  }

  /// The updates of the frozen rule, one call after the other.
  private func frozen(_ rule: LearnedOptimizer) -> ([Float]) -> [Float] {
    var running = RunningOptimizer(rule, for: Self.layout)
    return { gradient in
      var update = [Float](repeating: .nan, count: gradient.count)
      var span = update.mutableSpan
      running.update(&span, seeing: InnerStep(gradient: gradient))
      return update
    }
  }
}
