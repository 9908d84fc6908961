import Optimizees
import Optimizers
import Sampling
import Settings
import Synchronization
import Testing

@testable import MetaTraining

/// A rule of one weight that notes which windows it is asked for.
private struct Watched: LearnedRuleKind {
  static let kind = "watched"
  static let fields: [Field<Watched>] = []
  /// One line an event.
  static let log = Mutex<[String]>([])

  var tensors: [LearnedTensor] { [LearnedTensor(name: "weight", shape: [1])] }

  func initialMetaParameters(from stream: RandomStream) -> [Float] { [0.1] }

  func optimizer(_ metaParameters: [Float]) -> any Optimizer {
    SGD(learningRate: metaParameters[0])
  }

  func makeWindow(
    for layout: ParameterLayout, steps: Int, threads: Int
  ) -> (any UnrollWindow)? { Window() }

  final class Window: UnrollWindow {
    private var learningRate: Float = 0

    func reset() { Watched.log.withLock { $0.append("episode") } }

    func begin(metaParameters: [Float], number: Int) {
      learningRate = metaParameters[0]
      Watched.log.withLock { $0.append("window \(number)") }
    }

    func update(_ update: inout MutableSpan<Float>, seeing step: InnerStep) {
      for (index, slope) in step.gradient.enumerated() { update[index] = -learningRate * slope }
    }

    func backward(
      finalGradient: Span<Float>, factor: Float, functions: Int, lossOf: WindowLoss,
      metaGradient: inout [Float]
    ) {
      Watched.log.withLock { $0.append("backward") }
    }

    func backward(updateGradients: [[Float]], functions: Int, metaGradient: inout [Float]) {}
  }
}

/// Two epochs of two episodes of three windows.
private func log() -> [String] {
  let settings = TrainingSettings(
    rule: Watched(),
    distribution: Distribution(
      optimizee: "cliff", horizon: 3, functions: 1, validation: Validation(functions: 1)),
    estimator: TruncatedBackpropagation(unrollLength: 1),
    metaOptimizer: MetaOptimizer(learningRate: 0.01),
    schedule: TrainingSchedule(epochs: 2, episodesPerEpoch: 2))
  Watched.log.withLock { $0 = [] }
  var trainer = MetaTrainer(
    settings, metaLearningRate: 0.01, family: Cliff(), suiteSeed: 1, run: 0, threads: 1)
  while trainer.stopped == nil { trainer.runEpoch() }
  return Watched.log.withLock(\.self)
}

/// Window w of episode e has the number e + w, episodes counted through all epochs: a rule that takes a
/// part of its coordinates takes another in every window, and in the same window of the next episode.
@Test func windowsAreNumberedThroughEpisodes() {
  let numbers = [[0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5]]
  let expected = numbers.flatMap { episode in
    ["episode"] + episode.flatMap { ["window \($0)", "backward"] }
  }
  #expect(log() == expected)
}
