import Optimizees
import Optimizers
import TestSupport
import Testing

extension HandDesigned {
  fileprivate static let names = rules.map(\.name)

  fileprivate static func make(_ name: String, learningRate: Float) -> (any Optimizer)? {
    rules.first { $0.name == name }?.make(learningRate)
  }
}

@Suite struct HandDesignedTests {
  @Test func namesAreListedInOrder() {
    #expect(
      HandDesigned.names == [
        "sgd", "momentum", "nag", "rmsprop", "adam", "adagrad", "adamw", "nadamw", "lion", "muon",
      ])
  }

  /// 10⁻⁶ is a few roundings of Float32 at values of order one; the oracle runs in Float64.
  @Test(arguments: PinnedRun.all)
  func parametersFollowTorch(run: PinnedRun) throws {
    let trail = try descend(run.optimizer, learningRate: 0.05, updates: 10)
    for (updates, expected) in zip([1, 2, 10], run.parameters) {
      for (found, wanted) in zip(trail[updates], expected) {
        #expect(abs(Double(found) - wanted) <= 1e-6, "after \(updates) updates")
      }
    }
  }

  /// What is no matrix has another learning rate in Muon.
  @Test(arguments: HandDesigned.names.filter { $0 != "muon" })
  func zeroLearningRateMovesNothing(name: String) throws {
    let trail = try descend(name, learningRate: 0, updates: 3)
    #expect(trail[3] == trail[0])
  }

  /// A check on the arithmetic's order: the same bits in debug and release, at any vector width.
  @Test(arguments: GoldenBits.all)
  func updatesHaveGoldenBits(golden: GoldenBits) throws {
    let trail = try descend(golden.optimizer, learningRate: 0.05, updates: 10)
    let bits = trail[10].map(\.bitPattern)
    #expect(golden.parameters.flaw(of: bits, by: Optimizers.Arithmetic.version) == nil)
  }

  @Test(arguments: HandDesigned.names)
  func coordinatesDoNotMixWhateverTheLayout(name: String) throws {
    let together = try #require(HandDesigned.make(name, learningRate: 0.05))
    let gradient = (0..<33).map { Float($0 - 16) / 8 }
    let whole = updates(of: together, gradient: gradient, count: 3)
    for i in [0, 15, 16, 32] {
      let alone = updates(of: together, gradient: [gradient[i]], count: 3)
      #expect(alone == [whole[i]])
    }
  }

  @Test func onlyNesterovLooksAhead() {
    let layout = ParameterLayout(functions: 1, parametersPerFunction: 2)
    let rule = NAG(learningRate: 0.5, momentum: 0.75)
    var state = rule.initialState(for: layout)
    var update: [Float] = [0, 0]
    var span = update.mutableSpan
    rule.update(&span, seeing: InnerStep(gradient: [1, -2]), state: &state)
    #expect(update == [-0.5, 1])

    var point: [Float] = [0, 0]
    var ahead = point.mutableSpan
    let looked = rule.lookAhead(
      from: ([10, 20] as [Float]).span, state: state, into: &ahead)
    #expect(looked)
    #expect(point == [9.625, 20.75])

    for name in HandDesigned.names where name != "nag" {
      guard let other = HandDesigned.make(name, learningRate: 0.5) else { continue }
      let looks = looksAhead(other)
      #expect(!looks, "\(name)")
    }
  }
}

/// Minimises sum of c x² / 2 + q x⁴ / 4, the optimizee of `Tests/Oracles/hand_designed.py`, and
/// returns the parameters after 0, 1, …, `updates` updates.
private func descend(_ name: String, learningRate: Float, updates: Int) throws -> [[Float]] {
  let optimizer = try #require(HandDesigned.make(name, learningRate: learningRate))
  return descend(optimizer, updates: updates)
}

private func descend(_ optimizer: some Optimizer, updates: Int) -> [[Float]] {
  let curvature: [Float] = [1, 3, 0.2, 0.1, 1e-8, 1e-10]
  let quartic: [Float] = [0.5, 0, 1, 0.1, 0, 0]
  var parameters: [Float] = [1, -0.7, 0.35, 2, 1, 1]
  var trail = [parameters]
  var state = optimizer.initialState(
    for: ParameterLayout(functions: 1, parametersPerFunction: parameters.count))
  for _ in 0..<updates {
    var point = parameters
    var ahead = point.mutableSpan
    _ = optimizer.lookAhead(from: parameters.span, state: state, into: &ahead)
    let gradient = point.indices.map {
      curvature[$0] * point[$0] + quartic[$0] * point[$0] * point[$0] * point[$0]
    }
    var update = [Float](repeating: .nan, count: parameters.count)
    var span = update.mutableSpan
    optimizer.update(&span, seeing: InnerStep(gradient: gradient), state: &state)
    for i in parameters.indices { parameters[i] += update[i] }
    trail.append(parameters)
  }
  return trail
}

/// The last of `count` updates for the same gradient.
private func updates(of optimizer: some Optimizer, gradient: [Float], count: Int) -> [Float] {
  var state = optimizer.initialState(
    for: ParameterLayout(functions: gradient.count, parametersPerFunction: 1))
  var update = [Float](repeating: .nan, count: gradient.count)
  for _ in 0..<count {
    var span = update.mutableSpan
    optimizer.update(&span, seeing: InnerStep(gradient: gradient), state: &state)
  }
  return update
}

private func looksAhead(_ optimizer: some Optimizer) -> Bool {
  let state = optimizer.initialState(
    for: ParameterLayout(functions: 1, parametersPerFunction: 1))
  var point: [Float] = [0]
  var span = point.mutableSpan
  return optimizer.lookAhead(from: ([1] as [Float]).span, state: state, into: &span)
}
