import Differentiation
import Kernels
import Optimizees
import Optimizers
import Sampling
import Settings
import TestSupport
import Testing

/// The optimizee of `Tests/Oracles/rivals.py`: sum of c x² / 2 + q x⁴ / 4.
private let layout = ParameterLayout(
  functions: 1,
  tensors: [
    ParameterTensor(name: "first", shape: [3, 2]), ParameterTensor(name: "bias", shape: [2]),
    ParameterTensor(name: "second", shape: [2, 4]),
  ])
private let start = (0..<16).map { Float((7 * $0) % 11 - 5) / 4 }
private let curvature = (0..<16).map { 0.25 + Float((3 * $0) % 5) / 2 }
private let quartic = (0..<16).map { Float((5 * $0) % 7) / 8 }

private func rule(_ name: String) throws -> any Optimizer {
  switch name {
  case "adamw": return with(AdamW(learningRate: 0.05)) { $0.weightDecay = 0.125 }
  case "nadamw": return with(NAdamW(learningRate: 0.05)) { $0.weightDecay = 0.125 }
  case "lion": return with(Lion(learningRate: 0.05)) { $0.weightDecay = 0.125 }
  case "muon": return muon()
  case "muon, linear":
    return with(muon()) { $0.schedule = RateSchedule(.linear, warmUp: 0.2) }
  case "adamw, cosine":
    return with(AdamW(learningRate: 0.05)) {
      $0.weightDecay = 0.125
      $0.schedule = RateSchedule(.cosine, warmUp: 0.1)
    }
  default: throw NoSuchRule()
  }
}

private struct NoSuchRule: Error {}

private func muon() -> Muon {
  with(Muon(learningRate: 0.05)) {
    $0.weightDecay = 0.125
    $0.adamLearningRate = 0.02
  }
}

private func with<Rule>(_ rule: Rule, _ change: (inout Rule) -> Void) -> Rule {
  var changed = rule
  change(&changed)
  return changed
}

/// Parameters after 0, 1, …, 10 updates of an episode of ten.
private func descend(_ optimizer: some Optimizer, on layout: ParameterLayout = layout) -> [[Float]]
{
  var parameters = (0..<layout.functions).flatMap { _ in start }
  var trail = [parameters]
  var state = optimizer.initialState(for: layout)
  for number in 0..<10 {
    let gradient = parameters.enumerated().map { index, x in
      curvature[index % 16] * x + quartic[index % 16] * x * x * x
    }
    let step = InnerStep(
      number: number, horizon: 10, parameters: parameters, gradient: gradient,
      losses: [Float](repeating: 0, count: layout.functions))
    var update = [Float](repeating: .nan, count: parameters.count)
    var span = update.mutableSpan
    optimizer.update(&span, seeing: step, state: &state)
    for index in parameters.indices { parameters[index] += update[index] }
    trail.append(parameters)
  }
  return trail
}

/// The first update that answers to a gradient.
private func firstUpdate(
  _ optimizer: some Optimizer, on layout: ParameterLayout, gradient: [Float]
) -> [Float] {
  var state = optimizer.initialState(for: layout)
  var update = [Float](repeating: .nan, count: layout.count)
  var span = update.mutableSpan
  optimizer.update(&span, seeing: InnerStep(gradient: gradient), state: &state)
  return update
}

@Suite struct RivalTests {
  /// 10⁻⁶ is a few roundings of Float32 at values of order one; the oracle runs in Float64. Muon's products
  /// amplify them.
  @Test(arguments: RivalPins.runs)
  func parametersFollowTheOracle(run: PinnedRun) throws {
    let trail = descend(try rule(run.optimizer))
    let tolerance = run.optimizer.hasPrefix("muon") ? 3e-6 : 1e-6
    for (updates, expected) in zip([1, 2, 10], run.parameters) {
      for (found, wanted) in zip(trail[updates], expected) {
        #expect(abs(Double(found) - wanted) <= tolerance, "after \(updates) updates")
      }
    }
  }

  @Test(arguments: RivalPins.bits)
  func updatesHaveGoldenBits(golden: GoldenBits) throws {
    let bits = descend(try rule(golden.optimizer))[10].map(\.bitPattern)
    #expect(golden.parameters.flaw(of: bits, by: Optimizers.Arithmetic.version) == nil)
  }

  /// No oracle has the order of Muon's products.
  @Test func muonHasGoldenBits() throws {
    let bits = descend(try rule("muon, linear"))[10].map(\.bitPattern)
    let golden = Golden<[UInt32]>(
      [
        0xBF878CD4, 0x3EE62A80, 0xBF065479, 0x3F8278B8, 0x3D6FF5D4, 0xBF3ACCA5,
        0x3F6096E1, 0x00000000, 0xBF4BA18D, 0x3F2DD058, 0xBE8D2CA8, 0xBF7BD55A,
        0x3EE8C724, 0xBE8C8BE9, 0x3F5EE4DA, 0x3E9FB618,
      ], 3)
    #expect(
      golden.flaw(of: bits, by: Kernels.Arithmetic.version, Optimizers.Arithmetic.version) == nil)
  }

  /// With neither decay nor a past, every coordinate moves by the learning rate, whatever its gradient.
  @Test func lionMovesEveryCoordinateByTheLearningRate() {
    let update = firstUpdate(
      Lion(learningRate: 0.25), on: layout,
      gradient: (0..<16).map { Float($0 - 8) * 1e-3 })
    #expect(update == (0..<16).map { $0 < 8 ? 0.25 : $0 == 8 ? 0 : -0.25 })
  }

  @Test func aGradientThatIsNoNumberMakesAnUpdateThatIsNone() {
    for name in ["adamw", "nadamw", "lion", "muon"] {
      guard let optimizer = try? rule(name) else { continue }
      let gradient = [Float](repeating: .nan, count: 16)
      #expect(firstUpdate(optimizer, on: layout, gradient: gradient).allSatisfy { $0.isNaN })
    }
  }

  /// All singular values of an orthogonal matrix are the same, so the iteration only scales it: by what the
  /// quintic makes of 1/√n in five steps, which lies between 0.7 and 1.2.
  @Test func muonScalesAnOrthogonalGradient() {
    let orthogonal: [Float] =
      [0.5, 0.5, 0.5, 0.5, 0.5, -0.5, 0.5, -0.5]
      + [0.5, 0.5, -0.5, -0.5, 0.5, -0.5, -0.5, 0.5]
    let square = ParameterLayout(
      functions: 1, tensors: [ParameterTensor(name: "w", shape: [4, 4])])
    var size = 0.5
    for _ in 0..<5 {
      size = 3.4445 * size - 4.775 * size * size * size + 2.0315 * size * size * size * size * size
    }
    #expect((0.7...1.2).contains(size))
    for scale in [1e-3, 1, 1e4] as [Float] {
      let update = firstUpdate(
        Muon(learningRate: 0.1), on: square, gradient: orthogonal.map { scale * $0 })
      for (found, entry) in zip(update, orthogonal) {
        #expect(abs(Double(found) + 0.1 * size * Double(entry)) < 1e-6 + 1e-7 / Double(scale))
      }
    }
  }

  /// The transposed gradient gives the transposed update, but for √(outputs/inputs) of the wide one.
  @Test func muonTreatsTallAndWideAlike() {
    func layout(_ rows: Int, _ columns: Int) -> ParameterLayout {
      ParameterLayout(
        functions: 1, tensors: [ParameterTensor(name: "w", shape: [rows, columns])])
    }
    let gradient = (0..<36).map { Float(scatter($0)) }
    let transposed = (0..<36).map { gradient[($0 % 4) * 9 + $0 / 4] }
    let wide = firstUpdate(Muon(learningRate: 1), on: layout(4, 9), gradient: gradient)
    let tall = firstUpdate(Muon(learningRate: 1), on: layout(9, 4), gradient: transposed)
    for index in 0..<36 {
      let twin = tall[(index % 9) * 4 + index / 9] * 1.5
      #expect(abs(wide[index] - twin) < 1e-5)
    }
  }

  @Test func muonOfNoGradientMovesNothing() {
    let update = firstUpdate(
      Muon(learningRate: 0.1), on: layout, gradient: [Float](repeating: 0, count: 16))
    #expect(update.allSatisfy { $0 == 0 })
  }

  /// Functions side by side do not see each other.
  @Test(arguments: ["adamw", "nadamw", "lion", "muon"])
  func functionsDoNotMix(name: String) throws {
    let alone = descend(try rule(name))
    let pair = descend(
      try rule(name), on: ParameterLayout(functions: 2, tensors: layout.tensors))
    #expect(pair[10] == alone[10] + alone[10])
  }
}

@Suite struct RateScheduleTests {
  private func factors(_ schedule: RateSchedule, _ horizon: Int) -> [Double] {
    (0..<horizon).map { schedule.factor(ofUpdate: $0, of: horizon) }
  }

  @Test func decaysFallFromOneToNearZero() {
    #expect(factors(RateSchedule(), 3) == [1, 1, 1])
    #expect(factors(RateSchedule(.linear), 4) == [1, 0.75, 0.5, 0.25])
    let cosine = factors(RateSchedule(.cosine), 4)
    for (found, expected) in zip(cosine, [1, 0.8535533905932737, 0.5, 0.14644660940672624]) {
      #expect(abs(found - expected) < 1e-15)
    }
  }

  @Test func warmUpRisesInEqualSteps() {
    #expect(factors(RateSchedule(warmUp: 0.3), 10).prefix(5) == [0.25, 0.5, 0.75, 1, 1])
    #expect(factors(RateSchedule(.linear, warmUp: 0.5), 4) == [1.0 / 3, 2.0 / 3, 1, 0.5])
    #expect(factors(RateSchedule(warmUp: 0.04), 10) == factors(RateSchedule(), 10))
  }
}

@Suite struct SettledRuleTests {
  private static let names = HandDesigned.rules.map(\.name)

  private func rule(_ name: String) throws -> HandDesigned.Rule {
    try #require(HandDesigned.rules.first { $0.name == name })
  }

  private func draw(_ name: String, _ index: Int = 0) throws -> SettledRule {
    try rule(name).drawing(
      from: RandomStream(suiteSeed: 7, role: .settings, index: index))
  }

  /// What a search draws, a file may state: a record's settings give the same rule again.
  @Test(arguments: names)
  func whatIsDrawnCanBeRead(name: String) throws {
    for index in 0..<50 {
      let drawn = try draw(name, index)
      let given = try drawn.stated.mapValues { value -> GivenSettings.Value in
        switch value {
        case .number(let number): return .number(number)
        case .text(let text): return .text(text)
        default: throw NoSuchRule()
        }
      }
      let read = try rule(name).settled(given)
      #expect(read.canonical == drawn.canonical)
      #expect(read.learningRate == drawn.learningRate)
      let (one, other) = (descend(read.optimizer), descend(drawn.optimizer))
      #expect(one[10].map(\.bitPattern) == other[10].map(\.bitPattern))
    }
  }

  /// The first number of chance is every rule's learning rate.
  @Test func rulesOfOneRangeDrawTheSameLearningRate() throws {
    #expect(try draw("adam").learningRate == draw("nadamw").learningRate)
    #expect(try draw("adam").learningRate != draw("adam", 1).learningRate)
  }

  @Test(arguments: names)
  func drawsStayInTheirRangesAndFillThem(name: String) throws {
    let draws = try (0..<200).map { try draw(name, $0) }
    let decays = draws.compactMap { $0.stated["rateDecay"]?.encoded }
    #expect(Set(decays) == [#""constant""#, #""linear""#, #""cosine""#])
    let rates = draws.map(\.learningRate).sorted()
    #expect(rates[199] / rates[0] > 100)
    for draw in draws {
      guard case .number(let warmUp)? = draw.stated["warmUp"] else {
        Issue.record("no warm-up")
        continue
      }
      #expect((0..<0.2).contains(warmUp))
    }
  }

  @Test func aRuleWithoutSettingsHasALearningRate() throws {
    let rule = HandDesigned.Rule(name: "own") { SGD(learningRate: $0) }
    #expect(rule.keys == ["learningRate"])
    let drawn = rule.drawing(from: RandomStream(suiteSeed: 7, role: .settings, index: 0))
    #expect(drawn.stated == ["learningRate": .number(drawn.learningRate)])
    #expect((1e-5...10).contains(drawn.learningRate))
  }

  @Test func defaultsAreLeftOutOfKeys() throws {
    let adam = try rule("adam").settled(["learningRate": .number(0.01)])
    #expect(adam.canonical == ["kind": "adam", "learningRate": .number(0.01)])
    #expect(adam.words == ["`adam`", "learning rate 0.01"])
    let decayed = try rule("adamw").settled([
      "learningRate": .number(0.01), "weightDecay": .number(0.5), "rateDecay": .text("linear"),
    ])
    #expect(
      decayed.words == [
        "`adamw`", "learning rate 0.01", "weight decay 0.5", "linear learning rate",
      ]
    )
  }

  @Test func aSettingThatTheRuleDoesNotHaveIsRefused() throws {
    #expect(throws: GivenSettings.Refusal.self) {
      try rule("sgd").settled(["learningRate": .number(0.01), "epsilon": .number(1e-8)])
    }
    #expect(throws: GivenSettings.Refusal.self) { try rule("sgd").settled([:]) }
    #expect(throws: GivenSettings.Refusal.self) {
      try rule("adam").settled(["learningRate": .number(0.01), "meanDecay": .number(1)])
    }
  }
}
