import Optimizers
import Sampling
import TestSupport
import Testing

@testable import Inspection

@Suite struct ProposedUpdatesTests {
  static let history: [Float] = [0.5, -0.25, 0.125, 1]

  /// At the gradient that was really met, the proposal is the trajectory's own update.
  @Test(arguments: [nil, 10])
  func theRealGradientGivesTheRealUpdate(logAndSign p: Double?) throws {
    let optimizer = LearnedOptimizer(
      CoordinatewiseLSTM(logAndSign: p, outputScale: 1),
      drawnFrom: RandomStream(suiteSeed: 3, role: .metaParameters, index: 0))
    let window = optimizer.makeWindow(
      for: .init(functions: 1, parametersPerFunction: 1), steps: 4, threads: 1)
    window.reset()
    window.begin(metaParameters: optimizer.metaParameters)
    let real = Self.history.map { gradient in
      var update: [Float] = [0]
      var span = update.mutableSpan
      window.update(&span, seeing: InnerStep(gradient: [gradient]))
      return update[0]
    }
    for updates in 1..<4 {
      let proposed = ProposedUpdates(
        of: [("lstm", optimizer)], gradients: Self.history, sweep: [9, Self.history[updates], -9],
        panels: [updates])
      #expect(proposed.panels[0].proposals[0][1] == real[updates])
      #expect(proposed.panels[0].seen == Self.history[updates])
    }
  }

  @Test func sgdForgetsAndAdamRemembers() {
    let proposed = ProposedUpdates(
      of: [("sgd", SGD(learningRate: 0.5)), ("adam", Adam(learningRate: 0.1))],
      gradients: [1, 1, 1, 1, 1], sweep: [-2, 0, 2])
    #expect(proposed.panels.map(\.updates) == [1, 2, 4])
    for panel in proposed.panels {
      #expect(panel.proposals[0] == [1, 0, -1])
      #expect(panel.proposals[1][1] < 0, "momentum goes on where the gradient is zero")
    }
  }

  @Test func sweepsAreSymmetric() {
    for inDecades in [false, true] {
      let sweep = ProposedUpdates.sweep(around: [0.1, -0.5, .nan], inDecades: inDecades)
      #expect(sweep == sweep.reversed().map { 0 - $0 })
      #expect(sweep == sweep.sorted())
      #expect(sweep.last == 1)
      #expect(sweep.contains(0))
    }
    let smallest = ProposedUpdates.sweep(around: [0.5], inDecades: true).first { $0 > 0 } ?? 0
    #expect(abs(smallest - 1e-3) < 1e-8)
  }
}
