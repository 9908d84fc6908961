import Kernels
import Optimizees
import Sampling

/// What the pairs of a generation draw, all from the stream of the trainer's episode.
final class PairDraws {
  private let draw: EpisodeDraw
  private let metaParameterCount: Int
  private let shortest: Int
  private let isStaggered: Bool
  private var batches = 0

  init(_ draw: EpisodeDraw, _ settings: PairSettings, metaParameterCount: Int) {
    self.draw = draw
    self.metaParameterCount = metaParameterCount
    shortest = min(settings.shortestHorizon ?? draw.horizon, draw.horizon)
    isStaggered = settings.generation > 1
  }

  /// ε ~ N(0, I), metaParameter after metaParameter.
  func direction() -> [Float] {
    (0..<metaParameterCount).map { _ in Float(draw.stream.gaussian()) }
  }

  /// Inner steps of an episode: log-uniform from the shortest horizon to the horizon, nothing drawn where
  /// they are equal. A pair's first episode has 1 to as many, uniformly, where starts are staggered.
  func length(isFirst: Bool) -> Int {
    let length = shortest < draw.horizon ? logUniformLength() : draw.horizon
    return isFirst && isStaggered ? 1 + draw.stream.integer(below: length) : length
  }

  /// ⌊shortest · ((horizon + 1) / shortest)ᵘ⌋, u uniform on [0, 1).
  private func logUniformLength() -> Int {
    let length = Elementary.logUniform(
      from: Float(shortest), to: Float(draw.horizon + 1), at: draw.stream.uniform())
    return max(shortest, min(draw.horizon, Int(length)))
  }

  /// The functions of the next episode, in the order in which episodes are planned.
  func nextBatch() -> OptimizeeBatch {
    batches += 1
    return draw.batch(batches - 1)
  }
}
