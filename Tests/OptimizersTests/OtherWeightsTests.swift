import Differentiation
import Optimizees
import Optimizers
import TestSupport
import Testing

/// What estimators by particles and the loss of a window's last step ask of every rule.
@Suite struct OtherWeightsTests {
  private static let layout = ParameterLayout(
    functions: 1,
    tensors: [
      ParameterTensor(name: "weights", shape: [9, 8], role: .inputWeights),
      ParameterTensor(name: "bias", shape: [8], role: .bias),
    ])

  static let rules: [any LearnedRule] = [
    CoordinatewiseLinear(outputScale: 0.5),
    CoordinatewiseLSTM(outputScale: 0.1),
    CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.1),
    SignMixed(CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.1), signs: .everywhere),
    Grouped([
      Grouped.Group(
        "weights", of: .roles([.inputWeights]),
        rule: CoordinatewiseLSTM(logAndSign: 10, outputScale: 0.1)),
      Grouped.Group("rest", of: .all, rule: CoordinatewiseLinear(outputScale: 0.5)),
    ]),
  ]

  private static func gradient(_ step: Int) -> [Float] {
    (0..<layout.count).map { Float(scatter(500 * step + $0)) }
  }

  private static func metaParameters(of rule: any LearnedRule, _ number: Int) -> [Float] {
    (0..<rule.metaParameterCount).map { Float(0.4 * scatter(10_000 * number + $0)) }
  }

  private static func seen(_ step: Int) -> InnerStep {
    InnerStep(
      number: step, horizon: 6, parameters: gradient(step + 20), gradient: gradient(step),
      losses: [1])
  }

  private static func update(of source: inout some UpdateSource, _ step: Int) -> [Float] {
    var update = [Float](repeating: .nan, count: layout.count)
    var span = update.mutableSpan
    source.update(&span, seeing: seen(step))
    return update
  }

  private static func update(ofAny source: inout any RunningSource, _ step: Int) -> [Float] {
    func opened(_ source: inout some RunningSource) -> [Float] { update(of: &source, step) }
    return opened(&source)
  }

  /// The frozen rule goes on as a window does that begins with other weights.
  @Test(arguments: rules.indices)
  func aRunningRuleGoesOnWithOtherWeights(number: Int) throws {
    let rule = Self.rules[number]
    let (first, second) = (Self.metaParameters(of: rule, 1), Self.metaParameters(of: rule, 2))
    guard let window = rule.makeWindow(for: Self.layout, steps: 3, threads: 1) else { return }
    window.reset()
    var running = rule.optimizer(first).running(for: Self.layout)
    for (number, weights) in [first, second].enumerated() {
      window.begin(metaParameters: weights, number: number)
      running.goOn(by: rule.optimizer(weights))
      for step in 3 * number..<3 * number + 3 {
        var wanted = [Float](repeating: .nan, count: Self.layout.count)
        var span = wanted.mutableSpan
        window.update(&span, seeing: Self.seen(step))
        #expect(Self.update(ofAny: &running, step) == wanted, "step \(step)")
      }
      var metaGradient = [Float](repeating: 0, count: weights.count)
      window.backward(
        finalGradient: Self.gradient(3 * number + 3).span, factor: 1, functions: 1,
        metaGradient: &metaGradient)
    }
  }

  @Test(arguments: rules.indices)
  func aCopyGoesItsOwnWay(number: Int) throws {
    let rule = Self.rules[number]
    let weights = Self.metaParameters(of: rule, 1)
    var running = rule.optimizer(weights).running(for: Self.layout)
    var alone = rule.optimizer(weights).running(for: Self.layout)
    for step in 0..<2 {
      #expect(Self.update(ofAny: &running, step) == Self.update(ofAny: &alone, step))
    }
    var copy = running
    for step in 7..<9 { _ = Self.update(ofAny: &copy, step) }
    for step in 2..<5 {
      #expect(Self.update(ofAny: &running, step) == Self.update(ofAny: &alone, step))
    }
  }

  /// The losses of every step are the last loss of one step, of two, …, added.
  @Test(arguments: rules.indices)
  func lastLossesAddUpToThoseOfEveryStep(number: Int) throws {
    let rule = Self.rules[number]
    let weights = Self.metaParameters(of: rule, 1)
    func metaGradient(steps: Int, _ lossOf: WindowLoss) -> [Float]? {
      guard let window = rule.makeWindow(for: Self.layout, steps: steps, threads: 1) else {
        return nil
      }
      window.reset()
      window.begin(metaParameters: weights, number: 0)
      for step in 0..<steps {
        var update = [Float](repeating: .nan, count: Self.layout.count)
        var span = update.mutableSpan
        window.update(&span, seeing: Self.seen(step))
      }
      var metaGradient = [Float](repeating: 0, count: weights.count)
      window.backward(
        finalGradient: Self.gradient(steps).span, factor: 1, functions: 1, lossOf: lossOf,
        metaGradient: &metaGradient)
      return metaGradient
    }
    guard let every = metaGradient(steps: 4, .everyStep) else { return }
    var total = [Double](repeating: 0, count: weights.count)
    for steps in 1...4 {
      for (index, value) in try #require(metaGradient(steps: steps, .lastStep)).enumerated() {
        total[index] += Double(value)
      }
    }
    let size = Double(every.map(\.magnitude).max() ?? 0)
    #expect(size > 0)
    for (found, wanted) in zip(total, every) {
      #expect(abs(found - Double(wanted)) < 1e-5 * size)
    }
    #expect(try #require(metaGradient(steps: 4, .lastStep)) != every)
  }
}
