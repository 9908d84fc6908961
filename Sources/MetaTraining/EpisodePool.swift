import Optimizees
import Optimizers

/// The episodes of one epoch, of every family that it meets; each is made when first asked for.
final class EpisodePool {
  private let trainer: MetaTrainer
  private var estimated: [String: any EstimatorEpisodes] = [:]
  private var imitated: [String: ImitationEpisodes] = [:]

  init(_ trainer: MetaTrainer) { self.trainer = trainer }

  func episodes(on family: any OptimizeeFamily) -> any EstimatorEpisodes {
    if let known = estimated[family.name] { return known }
    let made = trainer.estimator.episodes(
      of: trainer.rule, for: layout(of: family), threads: trainer.threads)
    estimated[family.name] = made
    return made
  }

  func imitation(on family: any OptimizeeFamily) -> ImitationEpisodes {
    if let known = imitated[family.name] { return known }
    let made = ImitationEpisodes(
      of: trainer.rule, for: layout(of: family), unrollLength: trainer.estimator.unrollLength,
      threads: trainer.threads)
    imitated[family.name] = made
    return made
  }

  private func layout(of family: any OptimizeeFamily) -> ParameterLayout {
    let distribution = trainer.settings.distribution
    return ParameterLayout(
      functions: distribution.functions,
      tensors: distribution.transformations.tensors(of: family))
  }
}
