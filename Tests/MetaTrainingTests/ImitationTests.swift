import Evaluation
import Foundation
import Kernels
import Optimizees
import Optimizers
import Sampling
import Settings
import TestSupport
import Testing

@testable import MetaTraining

private let suiteSeed: UInt64 = 6
private let steps = 5

/// What a teacher sees and does in two windows on three functions of three dimensions.
private struct Lesson {
  let draw: EpisodeDraw
  let teacher: any Optimizer
  private(set) var gradients: [[Double]] = []
  private(set) var updates: [[Double]] = []

  init(of teacher: any Optimizer) throws {
    self.teacher = teacher
    draw = try episode("quadratic-uniform-3", functions: 3, horizon: 2 * steps)
    var running = teacher.running(for: draw.batch.layout)
    var loop = InnerLoop(draw.batch, horizon: draw.horizon, threads: 1)
    for _ in 0..<draw.horizon {
      loop.measure(for: running)
      loop.propose(by: &running)
      gradients.append(loop.gradient.map(Double.init))
      updates.append(loop.update.map(Double.init))
      loop.apply()
    }
  }

  /// Of every window, as the episodes give them at the same metaParameters.
  func metaGradients(of rule: any LearnedRule, at metaParameters: [Float]) -> [MetaGradient] {
    let episodes = ImitationEpisodes(
      of: rule, for: draw.batch.layout, unrollLength: steps, threads: 1)
    episodes.begin(draw, teacher: teacher)
    var found: [MetaGradient] = []
    while let next = episodes.next(metaParameters) { found.append(next) }
    return found
  }
}

@Suite struct ImitationLossTests {
  /// Central differences in Double err by about 1e-9 here; the kernels compute in Float.
  static let tolerance = 2e-5

  struct Case: Sendable {
    let inputs: Int
    let mixesSigns: Bool

    var rule: any LearnedRule {
      let lstm = CoordinatewiseLSTM(logAndSign: inputs == 1 ? nil : 10, outputScale: 0.5)
      return mixesSigns ? SignMixed(lstm, signs: .everywhere) : lstm
    }

    func sign(of index: Int) -> Double {
      mixesSigns ? Double(CoordinateSigns.sign(of: index % 3)) : 1
    }

    /// (1/functions) Σ ½ (own − taught)² over the steps, from `states`, which go on.
    fileprivate func loss(
      _ weights: [Double], of lesson: Lesson, steps: Range<Int>,
      states: inout [ReferenceLSTM.State]
    ) -> Double {
      let lstm = ReferenceLSTM(weights: weights, inputs: inputs, outputScale: 0.5)
      var total = 0.0
      for step in steps {
        for (index, gradient) in lesson.gradients[step].enumerated() {
          let seen = sign(of: index) * gradient
          let channels = inputs == 1 ? [seen] : ReferenceLSTM.logAndSign(seen, p: 10)
          let own = sign(of: index) * lstm.update(channels, &states[index])
          let difference = own - lesson.updates[step][index]
          total += difference * difference / 2
        }
      }
      return total / 3
    }
  }

  /// In both windows: the second begins from the states of the first, which count as constant.
  @Test(
    .optimized,
    arguments: [
      Case(inputs: 1, mixesSigns: false), Case(inputs: 2, mixesSigns: false),
      Case(inputs: 2, mixesSigns: true),
    ])
  func metaGradientMatchesCentralDifferences(setting: Case) throws {
    let lesson = try Lesson(of: Adam(learningRate: 0.1))
    let weights = (0..<LSTMShape.metaParameterCount(inputs: setting.inputs)).map {
      Float(0.6 * scatter($0))
    }
    let exact = weights.map(Double.init)
    var states = lesson.gradients[0].map { _ in ReferenceLSTM.State() }
    for (window, found) in lesson.metaGradients(of: setting.rule, at: weights).enumerated() {
      let range = window * steps..<(window + 1) * steps
      func loss(_ weights: [Double]) -> Double {
        var states = states
        return setting.loss(weights, of: lesson, steps: range, states: &states)
      }
      #expect(abs(found.meanLoss * Double(steps) / loss(exact) - 1) < 1e-5)
      let largest = found.values.map { Double($0.magnitude) }.max() ?? 0
      #expect(largest > 0.01)
      let last = weights.count - 21..<weights.count
      for index in Array(stride(from: 0, to: weights.count, by: 61)) + Array(last) {
        func moved(_ by: Double) -> Double {
          var other = exact
          other[index] += by
          return loss(other)
        }
        let difference = (moved(1e-4) - moved(-1e-4)) / 2e-4
        #expect(
          abs(Double(found.values[index]) - difference) < Self.tolerance * max(largest, 1),
          "metaParameter \(index) of window \(window)")
      }
      _ = setting.loss(exact, of: lesson, steps: range, states: &states)
    }
  }

  /// Of a stepwise rule in closed form: ∂loss/∂w = (1/functions) Σ (w g + b − taught) g.
  @Test func aStepwiseRuleHasItsMetaGradient() throws {
    let lesson = try Lesson(of: NAG(learningRate: 0.02))
    let found = lesson.metaGradients(of: CoordinatewiseLinear(outputScale: 1), at: [-0.1, 0.05])
    #expect(found.count == 2)
    for (window, found) in found.enumerated() {
      var wanted = [0.0, 0.0]
      for step in window * steps..<(window + 1) * steps {
        for (gradient, taught) in zip(lesson.gradients[step], lesson.updates[step]) {
          let difference = Double(Float(-0.1)) * gradient + Double(Float(0.05)) - taught
          wanted[0] += difference * gradient / 3
          wanted[1] += difference / 3
        }
      }
      for (found, wanted) in zip(found.values, wanted) {
        #expect(abs(Double(found) - wanted) < 1e-5 * abs(wanted))
      }
    }
  }

  /// Each group imitates on its own tensors: here two of one rule are the rule.
  @Test func groupsImitateEachOnItsOwn() throws {
    let family = try #require(OptimizeeRegistry.family(named: "digits-mlp-2-batch-4"))
    let batch = OptimizeeBatch(family, .metaTrain(run: 0), numbers: 0..<1, suiteSeed: suiteSeed)
    let draw = EpisodeDraw(
      number: 0, horizon: steps, batch: batch,
      stream: RandomStream(suiteSeed: suiteSeed, role: .perturbations, index: 0))
    func values(_ rule: any LearnedRule, _ metaParameters: [Float]) throws -> [Float] {
      let episodes = ImitationEpisodes(of: rule, for: batch.layout, unrollLength: steps, threads: 1)
      episodes.begin(draw, teacher: Adam(learningRate: 0.01))
      return try #require(episodes.next(metaParameters)).values
    }
    let linear = CoordinatewiseLinear(outputScale: 1)
    let grouped = Grouped([
      .init("biases", of: .roles([.bias]), rule: linear), .init("rest", of: .all, rule: linear),
    ])
    let alone = try values(linear, [-0.1, 0.01])
    let parts = try values(grouped, [-0.1, 0.01, -0.1, 0.01])
    for index in 0..<2 {
      #expect(abs(parts[index] + parts[index + 2] - alone[index]) < 1e-5 * abs(alone[index]))
      #expect(parts[index] != 0 && parts[index + 2] != 0)
    }
  }

  /// Where the rule does what the teacher does, nothing is left to learn.
  @Test func aRuleThatIsTheTeacherHasNoLoss() throws {
    let lesson = try Lesson(of: SGD(learningRate: 0.05))
    for found in lesson.metaGradients(of: CoordinatewiseLinear(outputScale: 1), at: [-0.05, 0]) {
      #expect(found.meanLoss == 0)
      #expect(found.values == [0, 0])
    }
  }
}

@Suite struct ImitationTrainingTests {
  private func trainer(
    _ imitation: Imitation?, epochs: Int = 3, learningRate: Double = 0.01, threads: Int = 1,
    resuming snapshot: MetaTrainer.Snapshot? = nil
  ) throws -> MetaTrainer {
    let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3"))
    let settings = TrainingSettings(
      rule: CoordinatewiseLinear(outputScale: 1),
      distribution: Distribution(
        optimizee: family.name, horizon: 6, functions: 4, validation: Validation(functions: 2)),
      estimator: TruncatedBackpropagation(unrollLength: 3),
      metaOptimizer: MetaOptimizer(learningRate: learningRate),
      schedule: TrainingSchedule(epochs: epochs, episodesPerEpoch: 6, imitation: imitation))
    guard let snapshot else {
      return MetaTrainer(
        settings, metaLearningRate: learningRate, family: family, suiteSeed: suiteSeed, run: 1,
        threads: threads)
    }
    let bytes = try JSONEncoder().encode(snapshot)
    return try #require(
      MetaTrainer(
        settings, metaLearningRate: learningRate, family: family, suiteSeed: suiteSeed, run: 1,
        threads: threads,
        resuming: try JSONDecoder().decode(MetaTrainer.Snapshot.self, from: bytes)))
  }

  private func trained(_ trainer: MetaTrainer) -> MetaTrainer {
    var trainer = trainer
    while trainer.stopped == nil { trainer.runEpoch() }
    return trainer
  }

  private static let teachers = [
    Teacher("sgd", learningRate: 0.03), Teacher("adam", learningRate: 0.01),
  ]

  @Test func noShareIsNoImitation() throws {
    let plain = trained(try trainer(nil))
    let none = trained(try trainer(Imitation(share: .constant(0), teachers: Self.teachers)))
    #expect(none.snapshot == plain.snapshot)
  }

  /// The rule finds the teacher's learning rate.
  @Test func imitationAloneComesToTheTeacher() throws {
    let trainer = trained(
      try trainer(
        Imitation(share: .constant(1), teachers: [Self.teachers[0]]), epochs: 40,
        learningRate: 0.003))
    let learned = trainer.progress.meta.metaParameters
    #expect(abs(learned[0] + 0.03) < 0.003)
    #expect(abs(learned[1]) < 0.003)
    #expect(trainer.progress.epochs.allSatisfy { $0.trainingLoss == nil })
    #expect(trainer.progress.meta.adam.meanDecayPower == 1, "the other state of Adam is untouched")
  }

  /// Four standard deviations of 2,000 draws: a third of the episodes, each teacher half of those.
  @Test func episodesAndTeachersComeAsOftenAsTheyShould() throws {
    let trainer = try trainer(Imitation(share: .constant(1.0 / 3), teachers: Self.teachers))
    let drawn = (0..<2_000).compactMap { trainer.teacher(ofEpisode: $0, in: 0) }
    let (count, deviation) = (Double(drawn.count), (2_000.0 * 2 / 9).squareRoot())
    #expect(abs(count - 2_000.0 / 3) < 4 * deviation)
    let adams = Double(drawn.count { $0 is Adam })
    #expect(abs(2 * adams - count) < 4 * count.squareRoot())
  }

  @Test func theShareChangesOverTheEpochs() throws {
    let trainer = try trainer(Imitation(share: .steps([0, 0.5, 1]), teachers: Self.teachers))
    let counts = (0..<3).map { epoch in
      (0..<200).count { trainer.teacher(ofEpisode: $0, in: epoch) != nil }
    }
    #expect(counts[0] == 0)
    #expect((50..<150).contains(counts[1]))
    #expect(counts[2] == 200)
  }

  /// Every kind of episode has its own state of Adam, whose power β₁ᵗ counts its windows.
  @Test func aRunStoppedAfterEveryEpisodeComesToTheSameBits() throws {
    let imitation = Imitation(share: .constant(0.4), teachers: Self.teachers)
    let uninterrupted = trained(try trainer(imitation, threads: 2))
    let run = try StoppedRun(from: try trainer(imitation)) {
      try trainer(imitation, resuming: $0)
    }
    #expect(run.stops == 18)
    #expect(run.ended.snapshot == uninterrupted.snapshot)
    let imitated = (0..<18).count { uninterrupted.teacher(ofEpisode: $0, in: $0 / 6) != nil }
    #expect((1..<18).contains(imitated), "the test needs episodes of both kinds")
    func power(_ windows: Int) -> Double { (0..<windows).reduce(1) { power, _ in power * 0.9 } }
    let meta = uninterrupted.progress.meta
    #expect(meta.metaSteps == 36)
    #expect(meta.imitationAdam?.meanDecayPower == power(2 * imitated))
    #expect(meta.adam.meanDecayPower == power(36 - 2 * imitated))
  }
}
