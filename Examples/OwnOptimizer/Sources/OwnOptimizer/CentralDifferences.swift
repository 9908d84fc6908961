import MetaTraining
import Optimizees
import Optimizers
import Settings

/// The metaGradient by central differences, one metaParameter after the other:
///
///     ∂L/∂φ_i ≈ (L(φ + h e_i) − L(φ − h e_i)) / 2h,
///
/// L being the mean over functions of the sum over the episode's steps of the loss. It takes two
/// particles for each metaParameter, so it is for rules that have few.
struct CentralDifferences: MetaGradientEstimator {
  static let kind = "central-differences"
  static let summary = "each metaParameter moved a little both ways, over a whole episode"
  static let needsWindow = false

  /// h.
  var width = 0.01

  static let fields: [Field<CentralDifferences>] = [
    Field(
      "width", \.width, .positive(), default: 0.01,
      page: "how far a metaParameter is moved to either side", words: { "steps of \(shortest($0))" }
    )
  ]

  func particles(of rule: any LearnedRule) -> Int { 2 * rule.metaParameterCount }

  func episodes(
    of rule: any LearnedRule, for layout: ParameterLayout, threads: Int
  ) -> any EstimatorEpisodes {
    Episodes(width: width, rule: rule, threads: threads)
  }
}

extension CentralDifferences {
  /// An episode gives one metaGradient.
  private final class Episodes: EstimatorEpisodes {
    private let width: Double
    private let rule: any LearnedRule
    private let threads: Int
    private var episode: EpisodeDraw?

    init(width: Double, rule: any LearnedRule, threads: Int) {
      self.width = width
      self.rule = rule
      self.threads = threads
    }

    func begin(_ episode: EpisodeDraw) { self.episode = episode }

    func next(_ metaParameters: [Float]) -> MetaGradient? {
      guard let episode else { return nil }
      self.episode = nil
      let particles = metaParameters.indices.flatMap { index in
        [Float(width), -Float(width)].map { step in
          var moved = metaParameters
          moved[index] += step
          return rule.optimizer(moved)
        }
      }
      let totals = episode.totalLosses(of: particles, threads: threads)
      let functions = Double(episode.batch.functions.count)
      let innerSteps = particles.count * episode.batch.functions.count * episode.horizon
      return MetaGradient(
        values: metaParameters.indices.map {
          Float((totals[2 * $0] - totals[2 * $0 + 1]) / (2 * width * functions))
        },
        meanLoss: totals.reduce(0, +) / Double(innerSteps), innerSteps: innerSteps)
    }
  }
}
