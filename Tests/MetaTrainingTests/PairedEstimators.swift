import Optimizers

@testable import MetaTraining

func estimates(
  _ estimator: some PairedEstimator, of rule: any LearnedRule, at metaParameters: [Float],
  on draw: EpisodeDraw, threads: Int = 1
) -> [MetaGradient] {
  let episodes = estimator.episodes(of: rule, for: draw.batch.layout, threads: threads)
  episodes.begin(draw)
  var all: [MetaGradient] = []
  while let next = episodes.next(metaParameters) { all.append(next) }
  return all
}

/// An estimator of each scheme with the same settings.
func everyScheme(
  standardDeviation: Double, pairs: Int, unrollLength: Int, shortestHorizon: Int? = nil,
  generation: Int = 1
) -> [any PairedEstimator] {
  [
    TruncatedEvolutionStrategies(
      standardDeviation: standardDeviation, pairs: pairs, unrollLength: unrollLength,
      shortestHorizon: shortestHorizon, generation: generation),
    PersistentEvolutionStrategies(
      standardDeviation: standardDeviation, pairs: pairs, unrollLength: unrollLength,
      shortestHorizon: shortestHorizon, generation: generation),
    NoiseReuseEvolutionStrategies(
      standardDeviation: standardDeviation, pairs: pairs, unrollLength: unrollLength,
      shortestHorizon: shortestHorizon, generation: generation),
  ]
}
