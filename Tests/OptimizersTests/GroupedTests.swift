import Differentiation
import Kernels
import Optimizees
import Optimizers
import Sampling
import Settings
import TestSupport
import Testing

private let layout = ParameterLayout(
  functions: 2,
  tensors: [
    ParameterTensor(name: "layer0.weights", shape: [9, 5], role: .inputWeights),
    ParameterTensor(name: "layer0.bias", shape: [5], role: .bias),
    ParameterTensor(name: "layer1.weights", shape: [5, 7], role: .weights),
    ParameterTensor(name: "layer1.bias", shape: [7], role: .bias),
  ])

private let lstm = CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.1)
private let linear = CoordinatewiseLinear(outputScale: 0.5)
private let weights = TensorSelection.roles([.inputWeights, .weights])

private func fixed(_ name: String, _ learningRate: Double) throws -> FixedRule {
  FixedRule(name, learningRate: learningRate)
}

/// Some coordinates have no gradient at first.
private func gradient(_ step: Int, of layout: ParameterLayout = layout) -> [Float] {
  (0..<layout.count).map { $0 % 64 >= 32 && step < 3 ? 0 : Float(scatter(1000 * step + $0)) }
}

private func metaParameters(of rule: some LearnedRule) -> [Float] {
  (0..<rule.metaParameterCount).map { Float(0.6 * scatter($0)) }
}

/// Two windows of three steps: every update, and the metaGradient.
private func windowed(
  _ rule: some LearnedRule, on layout: ParameterLayout, metaParameters: [Float],
  _ seen: ([Float]) -> [Float] = { $0 }
) throws -> (updates: [[Float]], metaGradient: [Float]) {
  let window = try #require(rule.makeWindow(for: layout, steps: 3, threads: 1))
  window.reset()
  var updates: [[Float]] = []
  var metaGradient = [Float](repeating: 0.25, count: metaParameters.count)
  for number in 0..<2 {
    window.begin(metaParameters: metaParameters, number: number)
    for step in 3 * number..<3 * number + 3 {
      var update = [Float](repeating: .nan, count: layout.count)
      var span = update.mutableSpan
      window.update(&span, seeing: InnerStep(gradient: seen(gradient(step))))
      updates.append(update)
    }
    window.backward(
      finalGradient: seen(gradient(3 * number + 3)).span, factor: 1, functions: 2,
      metaGradient: &metaGradient)
  }
  return (updates, metaGradient)
}

/// The updates of the frozen rule.
private func frozen(
  _ rule: some LearnedRule, on layout: ParameterLayout, metaParameters: [Float]
) -> [[Float]] {
  func run(_ optimizer: some Optimizer) -> [[Float]] {
    var running = RunningOptimizer(optimizer, for: layout)
    return (0..<6).map { step in
      var update = [Float](repeating: .nan, count: layout.count)
      var span = update.mutableSpan
      running.update(&span, seeing: InnerStep(gradient: gradient(step)))
      return update
    }
  }
  return run(rule.optimizer(metaParameters))
}

@Suite struct GroupedTests {
  @Test func eachGroupIsItsRuleAlone() throws {
    let grouped = Grouped([
      Grouped.Group("matrices", of: weights, rule: lstm),
      Grouped.Group("rest", of: .all, rule: lstm),
    ])
    let all = metaParameters(of: grouped)
    let half = all.count / 2
    #expect(half == lstm.metaParameterCount)
    let together = try windowed(grouped, on: layout, metaParameters: all)
    #expect(together.updates == frozen(grouped, on: layout, metaParameters: all))
    for (number, areMatrices) in [true, false].enumerated() {
      let tensors = TensorGroup(of: layout) { weights.contains($0) == areMatrices }
      let own = number * half..<(number + 1) * half
      let alone = try windowed(
        lstm, on: tensors.layout, metaParameters: Array(all[own])
      ) { tensors.gather($0.span) }
      #expect(together.updates.map { tensors.gather($0.span) } == alone.updates)
      #expect(Array(together.metaGradient[own]) == alone.metaGradient)
      #expect(alone.metaGradient.contains { $0 != 0.25 })
    }
  }

  @Test func groupsOfTheSameWeightsAreOneRule() throws {
    let grouped = Grouped([
      Grouped.Group("first", of: .names(["layer0.*"]), rule: lstm),
      Grouped.Group("second", of: .names(["layer1.*"]), rule: lstm),
    ])
    let own = metaParameters(of: lstm)
    #expect(
      frozen(grouped, on: layout, metaParameters: own + own)
        == frozen(lstm, on: layout, metaParameters: own))
  }

  @Test func tensorsAreNamedAfterTheirGroup() throws {
    let grouped = Grouped([
      Grouped.Group("a", of: weights, rule: linear),
      Grouped.Group("b", of: .all, rule: try fixed("adam", 0.1)),
      Grouped.Group("c", of: .all, rule: linear),
    ])
    #expect(
      grouped.tensors.map(\.name)
        == ["a/readout.weight", "a/readout.bias", "c/readout.weight", "c/readout.bias"])
    #expect(grouped.kinds == ["coordinatewise-linear", "adam", "coordinatewise-linear"])
    let stream = RandomStream(suiteSeed: 1, role: .metaParameters, index: 0)
    #expect(grouped.initialMetaParameters(from: stream) == [0, 0, 0, 0])
  }

  /// Σ_t ⟨gradient_t, parameters_t⟩ / 2 in Double, the gradients held fixed: the meta-loss whose gradient
  /// is the first-order metaGradient.
  @Test func metaGradientMatchesCentralDifferences() throws {
    let layout = ParameterLayout(
      functions: 2,
      tensors: [
        ParameterTensor(name: "layer0.bias", shape: [1], role: .bias),
        ParameterTensor(name: "layer1.weights", shape: [1, 2], role: .weights),
        ParameterTensor(name: "layer1.bias", shape: [1], role: .bias),
      ])
    let grouped = Grouped([
      Grouped.Group("matrices", of: weights, rule: lstm),
      Grouped.Group("first", of: .names(["layer0.bias"]), rule: linear),
      Grouped.Group("rest", of: .roles([.bias]), rule: try fixed("sgd", 0.1)),
    ])
    let all = metaParameters(of: grouped)
    let metaGradient = try windowed(
      grouped, on: layout, metaParameters: all
    ) { Array($0.prefix(layout.count)) }.metaGradient
    let groups = layout.tensors.flatMap { tensor in
      repeatElement(
        weights.contains(tensor) ? 0 : tensor.name == "layer0.bias" ? 1 : 2, count: tensor.count)
    }
    /// One window's, with the states that the last one left.
    func metaLoss(
      _ metaParameters: [Double], window: Int, states: inout [ReferenceLSTM.State]
    ) -> Double {
      let reference = ReferenceLSTM(
        weights: Array(metaParameters.dropLast(2)), inputs: 2, outputScale: 0.1)
      var parameters = [Double](repeating: 0, count: layout.count)
      var total = 0.0
      for step in 3 * window..<3 * window + 3 {
        let (now, next) = (gradient(step, of: layout), gradient(step + 1, of: layout))
        for index in parameters.indices {
          let slope = Double(now[index])
          switch groups[index % groups.count] {
          case 0:
            parameters[index] += reference.update(
              ReferenceLSTM.logAndSign(slope, p: 10), &states[index])
          case 1:
            let line = metaParameters.suffix(2)
            parameters[index] += 0.5 * (line[line.startIndex] * slope + line[line.endIndex - 1])
          default: parameters[index] -= 0.1 * slope
          }
          total += 0.5 * Double(next[index]) * parameters[index]
        }
      }
      return total
    }
    let exact = all.map(Double.init)
    let start = [ReferenceLSTM.State](repeating: .init(), count: layout.count)
    var carried = start
    _ = metaLoss(exact, window: 0, states: &carried)
    let last = all.count - 24..<all.count
    let indices = Array(stride(from: 0, to: all.count, by: 397)) + Array(last)
    let differences = centralDifferences(at: exact, of: indices, step: 1e-4) { point in
      var (first, second) = (start, carried)
      return metaLoss(point, window: 0, states: &first)
        + metaLoss(point, window: 1, states: &second)
    }
    let largest = metaGradient.map(\.magnitude).max() ?? 0
    #expect(largest > 0.26)
    for (index, difference) in zip(indices, differences) {
      let found = Double(metaGradient[index]) - 0.25
      #expect(abs(found - difference) < 2e-5 * Double(max(largest, 1)), "metaParameter \(index)")
    }
  }

  /// x ← x − ¼ · 2x of one tensor, and NAG with momentum 0.9 of the other: from rest −¼ · 2x, then the
  /// look-ahead is at x + 0.9 velocity.
  @Test func aMemberMayLookAhead() throws {
    let grouped = Grouped([
      Grouped.Group("learned", of: .names(["a"]), rule: CoordinatewiseLinear(outputScale: 1)),
      Grouped.Group("ahead", of: .all, rule: try fixed("nag", 0.25)),
    ])
    let layout = ParameterLayout(
      functions: 1,
      tensors: [ParameterTensor(name: "a", shape: [1]), ParameterTensor(name: "b", shape: [1])])
    var running = LearnedOptimizer(grouped, metaParameters: [-0.25, 0]).map {
      RunningOptimizer($0, for: layout)
    }
    var parameters: [Float] = [1, 1]
    var points: [[Float]] = []
    for _ in 0..<2 {
      var point: [Float] = [.nan, .nan]
      var span = point.mutableSpan
      #expect(running?.lookAhead(from: parameters.span, into: &span) == true)
      points.append(point)
      var update: [Float] = [.nan, .nan]
      var updateSpan = update.mutableSpan
      running?.update(&updateSpan, seeing: InnerStep(gradient: point.map { 2 * $0 }))
      for index in parameters.indices { parameters[index] += update[index] }
    }
    #expect(points == [[1, 1], [0.5, 0.5 + 0.9 * -0.5]])
  }

  @Test func aGroupWithoutTensorsIsIdle() throws {
    let grouped = Grouped([
      Grouped.Group("none", of: .names(["convolution*"]), rule: lstm),
      Grouped.Group("rest", of: .all, rule: linear),
    ])
    let all = metaParameters(of: grouped)
    let result = try windowed(grouped, on: layout, metaParameters: all)
    let alone = try windowed(linear, on: layout, metaParameters: all.suffix(2))
    #expect(result.updates == alone.updates)
    #expect(
      result.metaGradient
        == [Float](repeating: 0.25, count: all.count - 2) + alone.metaGradient)
  }

  @Test func aTensorWithoutAGroupIsNamed() throws {
    let grouped = Grouped([Grouped.Group("matrices", of: weights, rule: linear)])
    let conflict = #expect(throws: SettingConflict.self) { try grouped.check(layout.tensors) }
    #expect(conflict?.found == "no group for the tensor layer0.bias, whose role is bias")
    try grouped.check([ParameterTensor(name: "w", shape: [2, 2], role: .weights)])
  }

  /// Asked of the rules alone: no group has to fit any tensor.
  @Test func aWayBackIsKnownWhereEveryGroupKnowsOne() {
    let matrices = Grouped.Group("matrices", of: weights, rule: linear)
    #expect(Grouped([matrices]).knowsWayBack)
    #expect(SignMixed(Grouped([matrices]), signs: .everywhere).knowsWayBack)
    let forward = Grouped.Group("rest", of: .roles([.bias]), rule: SmallMLP())
    #expect(!Grouped([matrices, forward]).knowsWayBack)
  }
}
