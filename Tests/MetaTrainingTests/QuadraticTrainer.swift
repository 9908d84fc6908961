import Foundation
import MetaTraining
import Optimizees
import Settings
import Testing

/// Eight quadratics of three dimensions over six updates.
let quadraticDistribution = Distribution(
  optimizee: "quadratic-uniform-3", horizon: 6, functions: 8,
  validation: Validation(functions: 16))

/// A run of meta-training on that distribution, from its beginning or from a snapshot that has been through
/// JSON.
func quadraticTrainer(
  _ settings: TrainingSettings, metaLearningRate: Double, threads: Int,
  resuming snapshot: MetaTrainer.Snapshot?
) throws -> MetaTrainer? {
  let family = try #require(OptimizeeRegistry.family(named: "quadratic-uniform-3"))
  guard let snapshot else {
    return MetaTrainer(
      settings, metaLearningRate: metaLearningRate, family: family, suiteSeed: 7, run: 1,
      threads: threads)
  }
  let bytes = try JSONEncoder().encode(snapshot)
  return MetaTrainer(
    settings, metaLearningRate: metaLearningRate, family: family, suiteSeed: 7, run: 1,
    threads: threads, resuming: try JSONDecoder().decode(MetaTrainer.Snapshot.self, from: bytes))
}
