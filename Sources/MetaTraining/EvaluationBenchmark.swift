import Evaluation
import Optimizees
import Optimizers
import Sampling

/// A frozen coordinatewise LSTM applied to MNIST-sized functions, to be timed: forward only.
public struct EvaluationBenchmark {
  public static let functions = 100
  public static let steps = 100

  private let evaluator: Evaluator
  private let optimizer: LearnedOptimizer

  /// Nil when this build lacks the optimizee family. Draws the data beforehand.
  public init?(threads: Int) {
    guard let family = OptimizeeRegistry.family(named: "digits-mlp-20") else { return nil }
    func evaluator(functions: Int, steps: Int) -> Evaluator {
      Evaluator(
        family: family, split: .metaTest, functions: functions, horizon: steps, suiteSeed: 0,
        threads: threads)
    }
    optimizer = LearnedOptimizer(
      CoordinatewiseLSTM.forNetworks,
      drawnFrom: RandomStream(suiteSeed: 0, role: .metaParameters, index: 0))
    self.evaluator = evaluator(functions: Self.functions, steps: Self.steps)
    _ = evaluator(functions: threads, steps: 1).trajectories(of: optimizer)
  }

  public func run() { _ = evaluator.trajectories(of: optimizer) }
}
