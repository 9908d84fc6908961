import Differentiation
import Foundation
import Kernels
import Optimizees
import Optimizers
import Sampling
import Settings
import TestSupport
import Testing

private let rules: [any LearnedRuleKind] = [
  SmallMLP(outputScale: 0.01), Celo2Base(learningRate: 0.01),
]

private func tensors(_ shapes: [[Int]]) -> [ParameterTensor] {
  shapes.enumerated().map { ParameterTensor(name: "tensor\($0)", shape: $1) }
}

/// Those of `Tests/Oracles/mlp_rules.py`.
private let layout = ParameterLayout(
  functions: 1, tensors: tensors([[6, 2], [2, 17], [3, 3], [5], [], [13, 21], [37]]))

/// Numbers between −`scale` and `scale` that the oracle makes too.
private func numbers(_ count: Int, factor: Int, modulus: Int, scale: Double) -> [Float] {
  let half = modulus / 2
  return (0..<count).map {
    Float(Double((factor * $0 + 5) % modulus - half) * (scale / Double(half)))
  }
}

private func optimizer(_ rule: any LearnedRuleKind) throws -> LearnedOptimizer {
  let decays = rule.tensors.last.map { $0.name == "decays" ? $0.count : 0 } ?? 0
  let network = numbers(rule.metaParameterCount - decays, factor: 37, modulus: 101, scale: 0.5)
  return try #require(
    LearnedOptimizer(
      rule, metaParameters: network + numbers(decays, factor: 3, modulus: 7, scale: 0.03)))
}

/// Parameters after 0, 1, … updates on Σ c x² / 2 + x⁴ / 40.
private func descend(_ optimizer: LearnedOptimizer, updates: Int) -> [[Float]] {
  let curvature: [Float] = [1, 0.1, 0.01, 0.001, 0.0001]
  var parameters = numbers(layout.count, factor: 29, modulus: 67, scale: 1)
  var state = optimizer.initialState(for: layout)
  var trail = [parameters]
  for number in 0..<updates {
    let gradient = parameters.enumerated().map { curvature[$0 % 5] * $1 + 0.1 * $1 * $1 * $1 }
    let update = update(
      of: optimizer, &state, number: number, parameters: parameters, gradient: gradient)
    for index in parameters.indices { parameters[index] += update[index] }
    trail.append(parameters)
  }
  return trail
}

private func update(
  of optimizer: LearnedOptimizer, _ state: inout LearnedOptimizer.State, number: Int = 0,
  parameters: [Float], gradient: [Float]
) -> [Float] {
  var update = [Float](repeating: .nan, count: gradient.count)
  var span = update.mutableSpan
  let step = InnerStep(
    number: number, horizon: 1000, parameters: parameters, gradient: gradient, losses: [0])
  optimizer.update(&span, seeing: step, state: &state)
  return update
}

/// Updates of three steps, each a list of all coordinates, of functions that meet gradients of their own.
private func updates(
  of rule: any LearnedRuleKind, functions: [Int], tensors: [ParameterTensor],
  gradientScale: Float = 1
) throws -> [[Float]] {
  let optimizer = try optimizer(rule)
  let layout = ParameterLayout(functions: functions.count, tensors: tensors)
  let size = layout.parametersPerFunction
  var state = optimizer.initialState(for: layout)
  func values(_ salt: Int) -> [Float] {
    functions.flatMap { function in
      (0..<size).map { Float(scatter(13 * salt + 57 * function + $0)) }
    }
  }
  return (0..<3).map { step in
    update(
      of: optimizer, &state, number: step, parameters: values(step),
      gradient: values(10 + step).map { gradientScale * $0 })
  }
}

@Suite struct MLPRuleTests {
  private static let oracle: [String: [String: [Double]]] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Oracles/mlp_rules.json")
    guard let data = try? Data(contentsOf: file),
      let all = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return [:] }
    return all.compactMapValues { $0 as? [String: [Double]] }
  }()

  /// 10⁻⁵ is some tens of roundings of Float32 at values of order one; the oracle runs in Float64.
  @Test(arguments: rules.indices)
  func parametersFollowNumpy(_ index: Int) throws {
    let rule = rules[index]
    let trail = descend(try optimizer(rule), updates: 100)
    let pinned = try #require(Self.oracle[type(of: rule).kind])
    #expect(pinned.count == 3)
    for (updates, expected) in pinned {
      let found = trail[try #require(Int(updates))]
      #expect(found.count == expected.count)
      for (index, (found, wanted)) in zip(found, expected).enumerated() {
        #expect(
          abs(Double(found) - wanted) <= 1e-5, "coordinate \(index) after \(updates) updates")
      }
    }
  }

  /// The same bits in debug and release, at any vector width.
  @Test(arguments: [0, 1])
  func updatesHaveGoldenBits(_ index: Int) throws {
    let golden: [Golden<UInt64>] = [
      Golden(0x39BD_023A_56C3_9DC7, 3), Golden(0x85EB_4C54_78D4_E4A4, 3),
    ]
    let trail = descend(try optimizer(rules[index]), updates: 10)
    let flaw = golden[index].flaw(
      of: fingerprint(trail[10]), by: Kernels.Arithmetic.version, Optimizers.Arithmetic.version)
    #expect(flaw == nil)
  }

  @Test(arguments: rules.indices)
  func functionsDoNotMix(_ index: Int) throws {
    let shapes = tensors([[7, 9], [9], [9, 3]])
    let together = try updates(of: rules[index], functions: [0, 1, 2], tensors: shapes)
    let turned = try updates(of: rules[index], functions: [2, 0, 1], tensors: shapes)
    let size = together[0].count / 3
    for step in 0..<3 {
      #expect(Set(together[step]).count > size, "functions have updates of their own")
      for function in 0..<3 {
        let alone = try updates(of: rules[index], functions: [function], tensors: shapes)[step]
        let place = (function + 1) % 3
        #expect(Array(together[step][function * size..<(function + 1) * size]) == alone)
        #expect(Array(turned[step][place * size..<(place + 1) * size]) == alone)
      }
    }
  }

  @Test(arguments: rules.indices)
  func tensorsDoNotMix(_ index: Int) throws {
    let first = try updates(of: rules[index], functions: [0], tensors: tensors([[20, 11]]))
    let both = try updates(of: rules[index], functions: [0], tensors: tensors([[20, 11], [13]]))
    for step in 0..<3 { #expect(Array(both[step].prefix(220)) == first[step]) }
  }

  /// What is a row for one is a column for the other, and sums go another way: a few roundings.
  @Test(arguments: rules.indices, [(20, 11), (11, 11), (1, 40), (17, 150)])
  func turnedMatricesHaveTurnedUpdates(_ index: Int, sizes: (Int, Int)) throws {
    let (rows, columns) = sizes
    let optimizer = try optimizer(rules[index])
    func turned(_ values: [Float]) -> [Float] {
      (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
    }
    let layouts = [[rows, columns], [columns, rows]].map {
      ParameterLayout(functions: 1, tensors: tensors([$0]))
    }
    var states = layouts.map { optimizer.initialState(for: $0) }
    for number in 0..<3 {
      let values = [0, 1].map { salt in
        (0..<rows * columns).map { Float(scatter(7 * $0 + 13 * (2 * number + salt))) }
      }
      let one = update(
        of: optimizer, &states[0], number: number, parameters: values[0], gradient: values[1])
      let other = update(
        of: optimizer, &states[1], number: number, parameters: turned(values[0]),
        gradient: turned(values[1]))
      let largest = one.map(\.magnitude).max() ?? 0
      // Of equal sides the second counts as the longer one, so a turned square is another tensor.
      let differ = zip(turned(one), other).contains { ($0 - $1).magnitude > 1e-5 * largest }
      #expect(differ == (rows == columns))
    }
  }

  @Test(arguments: rules.indices)
  func aCopiedStateGoesItsOwnWay(_ index: Int) throws {
    let optimizer = try optimizer(rules[index])
    let values = numbers(layout.count, factor: 29, modulus: 67, scale: 1)
    var state = optimizer.initialState(for: layout)
    _ = update(of: optimizer, &state, parameters: values, gradient: values)
    var copy = state
    let next = update(of: optimizer, &state, parameters: values, gradient: values.map { -$0 })
    #expect(update(of: optimizer, &copy, parameters: values, gradient: values) != next)
    copy = optimizer.initialState(for: layout)
    _ = update(of: optimizer, &copy, parameters: values, gradient: values)
    let again = update(of: optimizer, &copy, parameters: values, gradient: values.map { -$0 })
    #expect(again == next)
  }

  @Test(arguments: zip(rules.indices, [197, 347]))
  func weightsAreTruncatedNormalsAndBiasesZero(_ index: Int, count: Int) throws {
    let rule = rules[index]
    #expect(rule.metaParameterCount == count)
    let drawn = (0..<100).map {
      rule.initialMetaParameters(
        from: RandomStream(suiteSeed: 1, role: .metaParameters, index: $0))
    }
    #expect(drawn[0] != drawn[1])
    var start = 0
    for tensor in rule.tensors {
      let pooled = drawn.flatMap { $0[start..<start + tensor.count].map(Double.init) }
      start += tensor.count
      guard tensor.shape.count == 2 else {
        #expect(pooled.allSatisfy { $0 == 0 }, "\(tensor.name)")
        continue
      }
      // A normal truncated at two standard deviations keeps 0.87963 of its spread.
      let scale = 1 / Double(tensor.shape[1]).squareRoot()
      let spread = (pooled.reduce(0) { $0 + $1 * $1 } / Double(pooled.count)).squareRoot()
      #expect(abs(spread / (0.87963 * scale) - 1) < 3 / Double(pooled.count).squareRoot())
      #expect(pooled.allSatisfy { abs($0) <= 2 * scale * 1.000001 })
    }
  }

  @Test(arguments: rules.indices)
  func knowsNoWayBackAndNoThirdAxis(_ index: Int) {
    #expect(rules[index].makeWindow(for: layout, steps: 1, threads: 1) == nil)
    #expect(throws: Never.self) { try rules[index].check(layout.tensors) }
    let error = #expect(throws: SettingConflict.self) {
      try rules[index].check(tensors([[2, 3], [3, 3, 2, 4]]))
    }
    #expect(error?.found == "the tensor tensor1, which has 4 axes")
  }
}

@Suite struct SmallMLPTests {
  /// The step is all that differs.
  @Test func seesTheStep() throws {
    let optimizer = try optimizer(SmallMLP())
    let values = numbers(layout.count, factor: 29, modulus: 67, scale: 1)
    let updates = [0, 1, 1000].map { number in
      var state = optimizer.initialState(for: layout)
      return update(
        of: optimizer, &state, number: number, parameters: values, gradient: values)
    }
    #expect(updates[0] != updates[1] && updates[1] != updates[2])
  }

  /// e^(0.001 o₁) is 1 where o₁ is 0.
  @Test func updateIsTheScaledDirection() throws {
    let count = SmallMLP().metaParameterCount
    var weights = [Float](repeating: 0, count: count)
    weights[count - 9] = 2  // the last layer's bias for the direction
    let optimizer = try #require(
      LearnedOptimizer(SmallMLP(outputScale: 0.25), metaParameters: weights))
    var state = optimizer.initialState(for: layout)
    let values = numbers(layout.count, factor: 29, modulus: 67, scale: 1)
    let found = update(of: optimizer, &state, parameters: values, gradient: values)
    #expect(found.allSatisfy { $0 == -0.5 })
  }
}

@Suite struct Celo2BaseTests {
  @Test(arguments: [0.001, 0.5])
  func updatesHaveTheLearningRateAsRootMeanSquareInEveryTensor(_ rate: Double) throws {
    let shapes = [[6, 2], [2, 17], [40], [13, 21]]
    for update in try updates(
      of: Celo2Base(learningRate: rate), functions: [0, 1], tensors: tensors(shapes))
    {
      var start = 0
      for shape in shapes + shapes {
        let count = shape.reduce(1, *)
        let own = update[start..<start + count].map(Double.init)
        start += count
        let size = (own.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
        #expect(abs(size / rate - 1) < 1e-4, "\(shape)")
      }
    }
  }

  @Test func gradientsAreCutAtAThousand() throws {
    let optimizer = try optimizer(Celo2Base())
    let layout = ParameterLayout(functions: 1, tensors: tensors([[2, 2], [2]]))
    let parameters: [Float] = [1, -2, 3, -4, 5, -6]
    let gradients: [[Float]] = [[1, 2000, -3, -1000, 1500, 1], [1, 1000, -3, -5000, 1000, 1]]
    let updates = gradients.map {
      var state = optimizer.initialState(for: layout)
      return update(of: optimizer, &state, parameters: parameters, gradient: $0)
    }
    #expect(updates[0] == updates[1])
  }

  /// One file for all learning rates: they are no part of the weights.
  @Test func learningRatesShareTheWeights() {
    #expect(Celo2Base(learningRate: 1).tensors == Celo2Base(learningRate: 0.1).tensors)
    #expect(Celo2Base(learningRate: 1).metadata["learningRate"] == .number(1))
  }
}
