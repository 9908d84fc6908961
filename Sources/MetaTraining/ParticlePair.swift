import Optimizees
import Optimizers

/// Two particles at φ + σε and φ − σε, which minimise the same functions on the same minibatches; with the
/// truncated scheme a third one at φ.
///
/// `plan` decides what happens in a window, on one thread. `run` does it, on any.
final class ParticlePair {
  /// A part of a window that lies in one episode.
  struct Segment {
    let steps: Int
    /// The functions and the length of an episode that begins here; nil where one goes on.
    let beginning: (batch: OptimizeeBatch, horizon: Int)?
    /// ε.
    let direction: [Float]
    /// What multiplies the difference of the losses: ε or ξ.
    let coefficient: [Double]
    /// What `run` makes of it: the meta-loss at + and at −, a sum over functions.
    var losses = [0.0, 0.0]
  }

  private let scheme: PairScheme
  private let rule: any LearnedRule
  private let settings: PairSettings
  /// At +, at − and, with the truncated scheme, at φ.
  private var particles: [Particle] = []
  /// Inner steps to the end of the episode.
  private var remaining = 0
  private var isNew = true
  private var direction: [Float] = []
  private var coefficient: [Double] = []
  /// Of the window under way.
  private(set) var segments: [Segment] = []
  /// Over the window's steps, both particles and all functions: the sum of the losses.
  private(set) var totalLoss = 0.0

  init(_ scheme: PairScheme, _ settings: PairSettings, rule: any LearnedRule) {
    self.scheme = scheme
    self.settings = settings
    self.rule = rule
  }
}

extension ParticlePair {
  /// Plans the next window. Draws the window's ε, for schemes that have one; then for each episode that
  /// begins in the window its length, and its ε for the scheme that has one.
  func plan(by draws: PairDraws) {
    segments = []
    if scheme != .noiseReuse { direction = draws.direction() }
    var left = settings.unrollLength
    while left > 0 {
      let beginning = remaining == 0 ? begin(by: draws) : nil
      let own = direction.map(Double.init)
      let addsUp = scheme == .persistent && beginning == nil
      coefficient = addsUp ? zip(coefficient, own).map { $0 + $1 } : own
      let steps = min(left, remaining)
      segments.append(
        Segment(
          steps: steps, beginning: beginning, direction: direction, coefficient: coefficient))
      left -= steps
      remaining -= steps
    }
  }

  private func begin(by draws: PairDraws) -> (batch: OptimizeeBatch, horizon: Int) {
    remaining = draws.length(isFirst: isNew)
    isNew = false
    if scheme == .noiseReuse { direction = draws.direction() }
    return (draws.nextBatch(), remaining)
  }
}

extension ParticlePair {
  /// Runs the window that is planned, at these metaParameters.
  func run(at metaParameters: [Float]) {
    totalLoss = 0
    var left = settings.unrollLength
    for index in segments.indices {
      start(segments[index], at: metaParameters)
      for _ in 0..<segments[index].steps {
        left -= 1
        let losses = step()
        totalLoss += losses[0] + losses[1]
        guard settings.lossOf == .everyStep || left == 0 else { continue }
        segments[index].losses[0] += losses[0]
        segments[index].losses[1] += losses[1]
      }
    }
  }

  private func start(_ segment: Segment, at metaParameters: [Float]) {
    let optimizers = optimizers(at: metaParameters, moved: segment.direction)
    if let (batch, horizon) = segment.beginning {
      particles = optimizers.map { Particle($0, on: batch, horizon: horizon) }
      return
    }
    if scheme == .truncated { particles = particles.map { _ in particles[2] } }
    for index in particles.indices { particles[index].goOn(by: optimizers[index]) }
  }

  private func optimizers(
    at metaParameters: [Float], moved direction: [Float]
  ) -> [any Optimizer] {
    rule.optimizers(around: metaParameters, direction, deviation: settings.standardDeviation)
      + (scheme == .truncated ? [rule.optimizer(metaParameters)] : [])
  }

  /// An inner step of every particle; the losses after it, each a sum over functions in order.
  private func step() -> [Double] {
    particles.indices.map { index in
      var loss = 0.0
      particles[index].step(addingLossesTo: &loss)
      return loss
    }
  }
}
