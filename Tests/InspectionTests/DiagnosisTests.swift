import MetaTraining
import Optimizees
import Optimizers
import Sampling
import Testing

@testable import Inspection

private func quadratics() throws -> any OptimizeeFamily {
  try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3"))
}

private func linear(_ weight: Float) throws -> LearnedOptimizer {
  try #require(
    LearnedOptimizer(CoordinatewiseLinear(outputScale: 0.5), metaParameters: [weight, 0]))
}

private func lstm(bias: Float?) -> LearnedOptimizer {
  var optimizer = LearnedOptimizer(
    CoordinatewiseLSTM(outputScale: 0.5),
    drawnFrom: RandomStream(suiteSeed: 1, role: .metaParameters, index: 0))
  guard let bias else { return optimizer }
  var start = 0
  for tensor in optimizer.tensors {
    if tensor.name.hasPrefix("lstm"), tensor.name.hasSuffix("bias") {
      for index in start..<start + tensor.count { optimizer.metaParameters[index] = bias }
    }
    start += tensor.count
  }
  return optimizer
}

private func diagnosis(_ optimizer: LearnedOptimizer) throws -> Diagnosis {
  try #require(
    Diagnosis(
      of: optimizer, on: try quadratics(), suiteSeed: 4, horizon: 6, unrollLength: 3, threads: 1))
}

@Suite struct DiagnosisTests {
  /// update = outputScale · w · gradient.
  @Test func linearRuleHasTheRatioOfItsWeight() throws {
    let diagnosis = try diagnosis(linear(-0.04))
    #expect(diagnosis.windows.map(\.updates) == [0...3, 3...6])
    for window in diagnosis.windows {
      #expect(abs((window.updateToGradient ?? 0) - 0.02) < 1e-8)
      #expect(window.saturation.isEmpty)
      #expect(window.lastLoss < window.firstLoss)
    }
    #expect(diagnosis.gradients.count == 6)
    #expect(!diagnosis.text().contains("saturated"))
  }

  @Test func normsAreThoseOfMetaTraining() throws {
    let optimizer = lstm(bias: nil)
    let batch = OptimizeeBatch(try quadratics(), .metaTest, numbers: 0..<1, suiteSeed: 4)
    var episode = Episode(
      batch, window: optimizer.makeWindow(for: batch.layout, steps: 3, threads: 1),
      unrollLength: 3, horizon: 6, threads: 1)
    for window in try diagnosis(optimizer).windows {
      #expect(window.firstLoss == episode.loop.losses[0])
      let result = episode.runWindow(metaParameters: optimizer.metaParameters)
      #expect(window.metaGradientNorm == result.values.norm)
      #expect(window.metaGradientNorm > 0)
      #expect(window.meanLoss == result.meanLoss)
      #expect(window.lastLoss == episode.loop.losses[0])
    }
  }

  @Test(arguments: [Float(30), -30])
  func hugeBiasesSaturateEveryGate(bias: Float) throws {
    let diagnosis = try diagnosis(lstm(bias: bias))
    let names = ["i0", "f0", "g0", "o0", "i1", "f1", "g1", "o1"]
    for window in diagnosis.windows {
      #expect(window.saturation == names.map { GateSaturation(gate: $0, share: 1) })
    }
    #expect(diagnosis.findings.contains(.saturated(share: 1)))
  }

  /// σ(0) = ½ and tanh 0 = 0.
  @Test func zeroWeightsSaturateNone() throws {
    var optimizer = lstm(bias: nil)
    for index in optimizer.metaParameters.indices { optimizer.metaParameters[index] = 0 }
    let diagnosis = try diagnosis(optimizer)
    #expect(diagnosis.windows.flatMap(\.saturation).allSatisfy { $0.share == 0 })
    #expect(diagnosis.windows.flatMap(\.saturation).count == 16)
    #expect(diagnosis.windows.map(\.updateToGradient) == [0, 0])
  }

  @Test func wrongSignAndNoMotionAreFound() throws {
    let climbing = try diagnosis(linear(0.04)).findings
    #expect(climbing.contains { if case .lossDidNotFall = $0 { true } else { false } })
    #expect(!climbing.contains { if case .hardlyMoves = $0 { true } else { false } })
    let still = try diagnosis(linear(-1e-9)).findings
    #expect(still.contains { if case .hardlyMoves = $0 { true } else { false } })
    let diverging = try diagnosis(linear(-1e30)).findings
    #expect(diverging == [.notFinite(after: 0)])
  }

  @Test func typicalCoordinateHasTheMedianGradient() {
    #expect(Diagnosis.typicalCoordinate([0, 5, -1, 0, 3]) == 4)
    #expect(Diagnosis.typicalCoordinate([0, 0]) == 0)
  }
}
