import MetaTraining
import Optimizees
import Optimizers
import Settings
import TestSupport
import Testing

/// The rules that apply an MLP to every coordinate know no way back: evolution strategies train them.
@Suite(.optimized) struct MLPRuleTrainingTests {
  private static let rules: [any LearnedRuleKind] = [
    SmallMLP(outputScale: 0.1), Celo2Base(learningRate: 0.03),
  ]

  private func losses(_ rule: any LearnedRule, threads: Int) throws -> [Double] {
    let name = "quadratic-uniform-5"
    let settings = TrainingSettings(
      rule: rule,
      distribution: Distribution(
        optimizee: name, horizon: 20, functions: 8, validation: Validation(functions: 16)),
      estimator: EvolutionStrategies(standardDeviation: 0.03, pairs: 8),
      metaOptimizer: MetaOptimizer(learningRate: 0.01),
      schedule: TrainingSchedule(epochs: 4, episodesPerEpoch: 25))
    var trainer = MetaTrainer(
      settings, metaLearningRate: 0.01,
      family: try #require(OptimizeeRegistry.family(named: name)), suiteSeed: 7, run: 1,
      threads: threads)
    while trainer.stopped == nil { trainer.runEpoch() }
    return trainer.progress.epochs.map { $0.validationLoss ?? .infinity }
  }

  @Test(arguments: rules.indices)
  func metaValidationFalls(_ index: Int) throws {
    let losses = try losses(Self.rules[index], threads: 1)
    #expect(losses[4] < 0.5 * losses[0], "\(losses)")
    let again = try self.losses(Self.rules[index], threads: 3)
    #expect(again == losses)
  }
}
